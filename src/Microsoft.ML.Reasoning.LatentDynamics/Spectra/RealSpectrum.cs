using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// The eigenvalues of a real square matrix, and the derivative of a function of them with respect to the matrix. Holds the
/// memory for matrices up to one order; one thread at a time.
/// </summary>
/// <remarks>
/// dλ_i = u_iᵀ dK x_i / (u_iᵀ x_i) with right vectors x and left vectors u. Where an eigenvalue is nearly defective the divisor
/// vanishes: its modulus is kept at <see cref="LeastCosine"/> at least. Vectors of eigenvalues closer than
/// <see cref="ClusterWidth"/> times the largest are made orthogonal to each other's left vectors, so that repeated eigenvalues
/// of a full set of vectors have the derivative of their sum.
/// </remarks>
internal sealed class RealSpectrum
{
    /// <summary>The least |uᵀx| of unit vectors that a derivative is divided by.</summary>
    public const double LeastCosine = 1e-8;

    /// <summary>Eigenvalues closer than this, relative to the largest modulus, are treated as repeated.</summary>
    public const double ClusterWidth = 1e-7;

    private readonly HessenbergVectors _inverse;
    private readonly double[] _reduced, _work, _real, _imaginary;
    private readonly Complex[] _upper;
    private readonly int _stride;

    public RealSpectrum(int capacity)
    {
        _stride = Products.Stride(capacity);
        Reduction = new(capacity);
        _inverse = new(capacity);
        (_reduced, _work) = (new double[_stride * _stride], new double[_stride * _stride]);
        (_real, _imaginary) = (new double[capacity], new double[capacity]);
        _upper = new Complex[capacity];
        (Right, Left) = (new(capacity), new(capacity));
    }

    /// <summary>The order of the last matrix.</summary>
    public int Order { get; private set; }

    /// <summary>The eigenvalues on and above the real axis, as the last call found them.</summary>
    public ReadOnlySpan<Complex> Upper => _upper.AsSpan(0, UpperCount);

    /// <summary>Between the coordinates of the matrix and those of the vectors.</summary>
    public Hessenberg Reduction { get; }

    public EigenvectorSet Right { get; }

    public EigenvectorSet Left { get; }

    private int UpperCount { get; set; }

    /// <summary>How many eigenvalues one on or above the axis stands for: 2 with its conjugate.</summary>
    public static int Weight(Complex value) => value.Imaginary > 0 ? 2 : 1;

    /// <summary>Finds the eigenvalues of a matrix, which stays as it is.</summary>
    public void Compute(ReadOnlySpan<double> matrix, int stride, int order)
    {
        (Order, UpperCount) = (order, 0);
        for (int i = 0; i < order; i++)
        {
            Span<double> row = _reduced.AsSpan(i * _stride, _stride);
            matrix.Slice(i * stride, order).CopyTo(row);
            row[order..].Clear();
        }
        Reduction.Reduce(_reduced, _stride, order);
        _reduced.CopyTo(_work, 0);
        HessenbergEigenvalues.Compute(_work, _stride, order, _real, _imaginary);
        for (int i = 0; i < order; i++)
            if (_imaginary[i] >= 0)
                _upper[UpperCount++] = new(_real[i], _imaginary[i]);
    }

    /// <summary>All eigenvalues.</summary>
    public Complex[] ToArray()
    {
        var all = new Complex[Order];
        for (int i = 0; i < Order; i++)
            all[i] = new(_real[i], _imaginary[i]);
        return all;
    }

    /// <summary>Finds unit vectors of <see cref="Upper"/>, in the coordinates of the Hessenberg form.</summary>
    public void ComputeVectors()
    {
        _inverse.Compute(_reduced, _stride, Order, Upper, Right, Left);
        double scale = 0;
        foreach (Complex value in Upper)
            scale = Math.Max(scale, value.Magnitude);
        for (int i = 1; i < UpperCount; i++)
            for (int j = 0; j < i; j++)
                if (Complex.Abs(_upper[i] - _upper[j]) <= ClusterWidth * scale)
                    Separate(i, j);
    }

    /// <summary>
    /// The derivative of f with respect to the matrix, from df = Re Σ c_i dλ_i over all eigenvalues; given are the c of
    /// <see cref="Upper"/> (a conjugate has the conjugate). Once for <see cref="ComputeVectors"/>: the left vectors are spent.
    /// </summary>
    public void Derivative(ReadOnlySpan<Complex> coefficients, Span<double> target, int stride)
    {
        for (int i = 0; i < UpperCount; i++)
        {
            Complex product = EigenvectorSet.Product(Left, i, Right, i, Order);
            double size = product.Magnitude;
            Complex factor = size == 0
                ? Complex.Zero
                : Weight(_upper[i]) * coefficients[i] * Complex.Conjugate(product) / (size * Math.Max(size, LeastCosine));
            Left.Scale(i, factor, Order);
            Left.Conjugate(i, Order);
        }

        Products.TransposedProduct(
            Left.Rows, Left.Stride, Order, Right.Rows, Right.Stride, Order, 2 * UpperCount, target, stride);
        Reduction.Restore(target, stride, Order);
    }

    /// <summary>Removes from the vectors of one eigenvalue what they share with those of another that is as good as equal.</summary>
    private void Separate(int i, int j)
    {
        Complex own = EigenvectorSet.Product(Left, j, Right, j, Order);
        if (own.Magnitude < LeastCosine)
            return;
        Right.Subtract(i, EigenvectorSet.Product(Left, j, Right, i, Order) / own, j, Order);
        Left.Subtract(i, EigenvectorSet.Product(Left, i, Right, j, Order) / own, j, Order);
        Normalise(Right, i);
        Normalise(Left, i);
    }

    private void Normalise(EigenvectorSet vectors, int i)
    {
        double size = Math.Sqrt(
            Products.Dot(vectors.Real(i, Order), vectors.Real(i, Order)) + Products.Dot(vectors.Imaginary(i, Order), vectors.Imaginary(i, Order)));
        // Nothing but rounding is left of a vector that was the other one.
        vectors.Scale(i, size > LeastCosine ? 1 / size : 0, Order);
    }
}
