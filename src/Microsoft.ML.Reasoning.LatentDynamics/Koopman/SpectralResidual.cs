using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// How far the eigenvectors of a fitted operator are from being taken to multiples of themselves: J = ‖(F - N K) Φ‖² for pairs
/// of observables N (now) and F (one token on) in rows, K = N⁺ F and its unit right eigenvectors Φ (equation 8 of ReLaX in rows,
/// the sum over modes of equation 12); and its derivative, through K and Φ.
/// </summary>
internal sealed class SpectralResidual(int observables)
{
    // The squared condition takes up to 12 of the 16 digits: enough for a gradient step.
    private const double MostCondition = 1e6;

    private readonly RealSpectrum _spectrum = new(observables);

    /// <summary>The residual; NaN where the observables are too close to dependent to say.</summary>
    /// <param name="now">N [pairs, observables].</param>
    /// <param name="following">F [pairs, observables].</param>
    /// <param name="backNow">Receives the derivative with respect to N, unless null.</param>
    /// <param name="backFollowing">Receives the derivative with respect to F, unless null.</param>
    public double Compute(DenseMatrix now, DenseMatrix following, DenseMatrix? backNow, DenseMatrix? backFollowing)
    {
        DenseMatrix gram = now.TransposedTimes(now), copy = gram + new DenseMatrix(observables, observables);
        (double smallest, double largest) = SymmetricExtremes.Compute(
            copy.Values, copy.Stride, observables, new double[4 * observables]);
        if (!(smallest * MostCondition * MostCondition > largest) || !Cholesky.Factor(gram.Values, gram.Stride, observables))
            return double.NaN;
        DenseMatrix map = now.TransposedTimes(following);
        Cholesky.Solve(gram.Values, gram.Stride, observables, map.Values, map.Stride);
        DenseMatrix error = following - now * map, square = error.TransposedTimes(error);
        _spectrum.Compute(map.Values, map.Stride, observables);
        _spectrum.ComputeVectors();
        _spectrum.Reduction.Apply(square.Values, square.Stride, observables);
        (double residual, DenseMatrix images) = Modes(square);
        if (backNow is null || backFollowing is null)
            return residual;

        DenseMatrix modes = ModeProducts(), derivative = MapDerivative(images);
        _spectrum.Reduction.Restore(modes.Values, modes.Stride, observables);
        _spectrum.Reduction.Restore(derivative.Values, derivative.Stride, observables);
        Cholesky.Solve(gram.Values, gram.Stride, observables, derivative.Values, derivative.Stride);
        DenseMatrix pulled = error * modes, fitted = now * derivative, back = map.Transposed();
        (pulled + pulled + fitted).Values.CopyTo(backFollowing.Values, 0);
        (error * derivative.Transposed() - (fitted + pulled + pulled) * back).Values.CopyTo(backNow.Values, 0);
        return residual;
    }

    /// <summary>x'Sx summed over all modes, and for each mode S x - (x'Sx) x, as pairs of rows.</summary>
    private (double Residual, DenseMatrix Images) Modes(DenseMatrix square)
    {
        ReadOnlySpan<Complex> values = _spectrum.Upper;
        var vectors = new DenseMatrix(2 * values.Length, observables);
        for (int i = 0; i < values.Length; i++)
        {
            _spectrum.Right.Real(i, observables).CopyTo(vectors.Values.AsSpan(2 * i * vectors.Stride));
            _spectrum.Right.Imaginary(i, observables).CopyTo(vectors.Values.AsSpan((2 * i + 1) * vectors.Stride));
        }

        DenseMatrix images = vectors * square;
        double residual = 0;
        for (int i = 0; i < values.Length; i++)
        {
            Span<double> real = Row(images, 2 * i), imaginary = Row(images, 2 * i + 1);
            ReadOnlySpan<double> x = _spectrum.Right.Real(i, observables), y = _spectrum.Right.Imaginary(i, observables);
            double own = Products.Dot(x, real) + Products.Dot(y, imaginary);
            residual += RealSpectrum.Weight(values[i]) * own;
            Products.Add(-own, x, real);
            Products.Add(-own, y, imaginary);
        }

        return (residual, images);
    }

    /// <summary>Re Σ x x' over all modes.</summary>
    private DenseMatrix ModeProducts()
    {
        ReadOnlySpan<Complex> values = _spectrum.Upper;
        DenseMatrix weighted = new(2 * values.Length, observables), plain = new(2 * values.Length, observables);
        for (int i = 0; i < values.Length; i++)
            for (int part = 0; part < 2; part++)
            {
                ReadOnlySpan<double> row = part == 0 ? _spectrum.Right.Real(i, observables) : _spectrum.Right.Imaginary(i, observables);
                row.CopyTo(Row(plain, 2 * i + part));
                Products.Add(RealSpectrum.Weight(values[i]), row, Row(weighted, 2 * i + part));
            }

        return weighted.TransposedTimes(plain);
    }

    /// <summary>
    /// 2 Re Σ_i Σ_(j≠i) (q_i'x_j) / (λ_i - λ_j) u_j x_iᵀ / (u_jᵀ x_j) with the images q: what a change of K does to the residual by
    /// turning the eigenvectors. Gaps are kept at the width of a cluster at least.
    /// </summary>
    private DenseMatrix MapDerivative(DenseMatrix images)
    {
        ReadOnlySpan<Complex> values = _spectrum.Upper;
        DenseMatrix turned = new(2 * values.Length, observables), plain = new(2 * values.Length, observables);
        var divisors = new Complex[values.Length];
        double scale = 0;
        for (int j = 0; j < values.Length; j++)
        {
            divisors[j] = EigenvectorSet.Product(_spectrum.Left, j, _spectrum.Right, j, observables);
            scale = Math.Max(scale, values[j].Magnitude);
        }

        double width = Math.Max(RealSpectrum.ClusterWidth * scale, 1e-300);
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<double> a = Row(images, 2 * i), b = Row(images, 2 * i + 1);
            Span<double> real = Row(turned, 2 * i), imaginary = Row(turned, 2 * i + 1);
            int weight = 2 * RealSpectrum.Weight(values[i]);
            for (int j = 0; j < values.Length; j++)
            {
                ReadOnlySpan<double> x = _spectrum.Right.Real(j, observables), y = _spectrum.Right.Imaginary(j, observables);
                ReadOnlySpan<double> u = _spectrum.Left.Real(j, observables), v = _spectrum.Left.Imaginary(j, observables);
                double ax = Products.Dot(a, x), by = Products.Dot(b, y), ay = Products.Dot(a, y), bx = Products.Dot(b, x);
                Complex own = j == i ? 0 : new Complex(ax + by, ay - bx) * Inverse(values[i] - values[j], width) * Inverse(divisors[j], RealSpectrum.LeastCosine);
                Complex other = values[j].Imaginary == 0
                    ? 0
                    : new Complex(ax - by, -ay - bx) * Inverse(values[i] - Complex.Conjugate(values[j]), width)
                        * Inverse(Complex.Conjugate(divisors[j]), RealSpectrum.LeastCosine);
                Products.Add(weight * (own.Real + other.Real), u, real);
                Products.Add(-weight * (own.Imaginary - other.Imaginary), v, real);
                // The imaginary part with its sign turned: the product below adds, and the real part subtracts.
                Products.Add(-weight * (own.Imaginary + other.Imaginary), u, imaginary);
                Products.Add(-weight * (own.Real - other.Real), v, imaginary);
            }

            _spectrum.Right.Real(i, observables).CopyTo(Row(plain, 2 * i));
            _spectrum.Right.Imaginary(i, observables).CopyTo(Row(plain, 2 * i + 1));
        }

        return turned.TransposedTimes(plain);
    }

    private static Complex Inverse(Complex value, double least)
    {
        double size = Math.Max(value.Magnitude, least);
        return Complex.Conjugate(value) / (size * size);
    }

    private Span<double> Row(DenseMatrix matrix, int row) => matrix.Values.AsSpan(row * matrix.Stride, observables);
}
