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

    /// <summary>False where the observables are too close to dependent for the tolerance, and the operator is not to be used.</summary>
    public bool TrySolve(ObservableRows rows, double tolerance)
    {
        int count = rows.Count;
        (double smallest, double largest) = Gram(rows);
        bool sound = smallest * MostCondition * MostCondition > largest;
        if (sound)
            Condition = Math.Sqrt(largest / smallest);
        if (sound ? 1 <= Condition * tolerance : !TryEquilibrate(rows, tolerance))
            return false;
        if (!Cholesky.Factor(_gram, Stride, count))
            return false;
        Rank = count;
        Products.TransposedProduct(rows.Now, Stride, count, rows.Following, Stride, count, rows.Pairs, _cross, Stride);
        Cholesky.Solve(_gram, Stride, count, _cross, Stride);
        return true;
    }

    private (double Smallest, double Largest) Gram(ObservableRows rows)
    {
        Products.TransposedProduct(rows.Now, Stride, rows.Count, rows.Now, Stride, rows.Count, rows.Pairs, _gram, Stride, symmetric: true);
        return SymmetricExtremes.Compute(CopyOfGram(), Stride, rows.Count, _product);
    }

    /// <summary>
    /// Observables of very different size, as saturated ones are, may be far from dependent: when all are needed, their scale
    /// does not change the eigenvalues.
    /// </summary>
    private bool TryEquilibrate(ObservableRows rows, double tolerance)
    {
        int count = rows.Count;
        Span<double> sizes = stackalloc double[count], undo = stackalloc double[count];
        for (int j = 0; j < count; j++)
        {
            sizes[j] = Math.Sqrt(_gram[j * Stride + j]);
            undo[j] = sizes[j] > 0 ? Math.ScaleB(1, -Math.ILogB(sizes[j])) : 0;
        }

        rows.Divide(sizes);
        (double smallest, double largest) = Gram(rows);
        if (smallest * MostCondition * MostCondition > largest && Cholesky.Factor(CopyOfGram(), Stride, count))
        {
            double[] values = ThinSingularValues.Of(Triangle(rows), Stride, count, count).Values;
            Condition = values[0] / values[^1];
            if (values[^1] > tolerance * values[0])
                return true;
        }

        rows.Divide(undo);
        return false;
    }

    private Span<double> CopyOfGram()
    {
        _gram.CopyTo(_work, 0);
        return _work;
    }

    /// <summary>R of the observables before they were divided: its graded columns keep their small singular values.</summary>
    private double[] Triangle(ObservableRows rows)
    {
        for (int j = 0; j < rows.Count; j++)
            for (int i = 0; i <= j; i++)
                _product[i * Stride + j] = rows.Scales[j] * (i == j ? 1 / _work[j * Stride + j] : _work[j * Stride + i]);
        for (int i = 1; i < rows.Count; i++)
            _product.AsSpan(i * Stride, i).Clear();
        return _product;
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
