namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// K = N⁺ F by the singular values of N that exceed a tolerance: for trajectories that do not span all observables, or hardly.
/// </summary>
/// <remarks>
/// With N ≈ U S Wᵀ, the eigenvalues of N⁺ F other than zero are those of B = S⁻¹ Uᵀ F W. The derivative takes the rank as
/// fixed, as that of any pseudo-inverse does.
/// </remarks>
internal sealed class TruncatedInverse : TrajectoryOperator
{
    private readonly double[] _singular;
    private readonly DenseMatrix _left, _right, _map, _projected, _leftFollowing;

    public TruncatedInverse(ObservableRows rows, double tolerance)
    {
        int pairs = rows.Pairs, count = rows.Count;
        ThinSingularValues parts = ThinSingularValues.Of(rows.Now, rows.Stride, pairs, count);
        double[] values = parts.Values;
        Rank = values[0] == 0 ? 0 : values.Count(value => value > tolerance * values[0]);
        Condition = values[0] == 0 ? 1 : values[0] / values[^1];
        _singular = values[..Rank];
        _left = Columns(parts.Left, pairs);
        _right = Columns(parts.Right, count);
        _projected = new DenseMatrix(pairs, Rank);
        Products.Product(rows.Following, rows.Stride, _right.Values, _right.Stride, pairs, count, Rank, _projected.Values, _projected.Stride);
        _leftFollowing = new DenseMatrix(Rank, count);
        Products.TransposedProduct(
            _left.Values, _left.Stride, Rank, rows.Following, rows.Stride, count, pairs, _leftFollowing.Values, _leftFollowing.Stride);
        _map = (_leftFollowing * _right).DivideRows(_singular);
        (Matrix, Stride) = (_map.Values, _map.Stride);
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlySpan<double> derivative, ObservableRows observables, Span<double> target)
    {
        var given = new DenseMatrix(Rank, Rank);
        derivative[..given.Values.Length].CopyTo(given.Values);
        DenseMatrix back = _right.Transposed(), scaled = given.DivideRows(_singular);
        // Per direction of F W: the change of the row space of N through the residual of the fit.
        DenseMatrix residual = scaled.DivideRows(_singular).Transposed() * back;
        DenseMatrix outside = _leftFollowing - ScaleRows(_map * back);
        DenseMatrix now = scaled.Transposed().DivideRows(_singular) * outside
            - scaled * (_map.Transposed() * back) - ScaleRows(_map * residual);
        DenseMatrix ofNow = _left * now + _projected * residual, ofFollowing = _left * (scaled * back);
        int stride = observables.Stride, pairs = observables.Pairs;
        target[..((pairs + 1) * stride)].Clear();
        for (int t = 0; t < pairs; t++)
        {
            Products.Add(1, ofNow.Values.AsSpan(t * stride, stride), target[(t * stride)..]);
            Products.Add(1, ofFollowing.Values.AsSpan(t * stride, stride), target[((t + 1) * stride)..]);
        }
    }

    private DenseMatrix ScaleRows(DenseMatrix matrix)
    {
        for (int i = 0; i < Rank; i++)
            for (int j = 0; j < matrix.Columns; j++)
                matrix[i, j] *= _singular[i];
        return matrix;
    }

    private DenseMatrix Columns(double[][] vectors, int length)
    {
        var matrix = new DenseMatrix(length, Rank);
        for (int t = 0; t < length; t++)
            for (int k = 0; k < Rank; k++)
                matrix[t, k] = vectors[k][t];
        return matrix;
    }
}
