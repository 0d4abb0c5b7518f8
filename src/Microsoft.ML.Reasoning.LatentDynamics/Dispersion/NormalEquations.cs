namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>K = (NᵀN)⁻¹ NᵀF by Cholesky: for trajectories that span all observables with digits to spare.</summary>
internal sealed class NormalEquations : TrajectoryOperator
{
    // The squared condition costs at most 8 of 16 digits.
    private const double MostCondition = 1e4;

    private readonly double[] _gram, _cross, _work, _product, _transposed, _stacked;

    public NormalEquations(int observables)
    {
        Stride = Products.Stride(observables);
        int size = Stride * Stride;
        (_gram, _cross, _work, _product, _transposed) = (new double[size], new double[size], new double[size], new double[size], new double[size]);
        _stacked = new double[3 * size];
        Matrix = _cross;
    }

    /// <summary>False where the observables are too close to dependent, and the operator is not to be used.</summary>
    public bool TrySolve(ObservableRows rows)
    {
        int count = rows.Count;
        Products.TransposedProduct(rows.Now, Stride, count, rows.Now, Stride, count, rows.Pairs, _gram, Stride, symmetric: true);
        _gram.CopyTo(_work, 0);
        (double smallest, double largest) = SymmetricExtremes.Compute(_work, Stride, count, _product);
        if (!(smallest * MostCondition * MostCondition > largest) || !Cholesky.Factor(_gram, Stride, count))
            return false;
        (Rank, Condition) = (count, Math.Sqrt(largest / smallest));
        Products.TransposedProduct(rows.Now, Stride, count, rows.Following, Stride, count, rows.Pairs, _cross, Stride);
        Cholesky.Solve(_gram, Stride, count, _cross, Stride);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// With Z = (NᵀN)⁻¹ times the derivative, that of F is N Z and that of N is (F - N K) Zᵀ - N Z Kᵀ. A row of the sum of both
    /// is one product of three neighbouring rows, which lie one after the other, with a matrix.
    /// </remarks>
    public override void Backward(ReadOnlySpan<double> derivative, ObservableRows observables, Span<double> target)
    {
        int count = observables.Count, pairs = observables.Pairs, size = Stride * Stride;
        Span<double> before = _stacked.AsSpan(0, size), now = _stacked.AsSpan(size, size), following = _stacked.AsSpan(2 * size, size);
        derivative[..size].CopyTo(before);
        Cholesky.Solve(_gram, Stride, count, before, Stride);
        Products.Transpose(before, Stride, Stride, Stride, following, Stride);
        Products.Product(_cross, Stride, following, Stride, count, count, count, _product, Stride);
        Products.Transpose(_product, Stride, Stride, Stride, _transposed, Stride);
        for (int i = 0; i < size; i++)
            now[i] = -_product[i] - _transposed[i];
        // The last token has nothing after it: only the derivative of F reaches it.
        Products.Product(observables.Before, Stride, _stacked, Stride, pairs, 3 * Stride, count, target, Stride);
        Products.Product(observables.Now[((pairs - 1) * Stride)..], Stride, before, Stride, 1, count, count, target[(pairs * Stride)..], Stride);
    }
}
