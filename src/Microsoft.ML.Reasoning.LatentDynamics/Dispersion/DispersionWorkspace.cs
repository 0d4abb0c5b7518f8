using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>One trajectory at a time: from its projections to its dispersion, and back. Holds the memory between trajectories.</summary>
internal sealed class DispersionWorkspace(int observables)
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly RealSpectrum _spectrum = new(observables);
    private readonly NormalEquations _normal = new(observables);
    private readonly ObservableRows _rows = new();
    private readonly Complex[] _coefficients = new Complex[observables];
    private readonly double[] _derivative = new double[Products.Stride(observables) * Products.Stride(observables)];
    private double[] _back = [];

    /// <summary>Measures a trajectory.</summary>
    /// <param name="projections">[tokens, observables], float or double; finite.</param>
    /// <param name="sigmoid">Whether the observables are the sigmoid of the projections, or the projections themselves.</param>
    /// <param name="options">What counts.</param>
    /// <param name="gradient">Receives the derivative with respect to the projections; empty: not wanted.</param>
    public TrajectoryDispersion Measure<T>(ReadOnlySpan<T> projections, bool sigmoid, DispersionOptions options, Span<T> gradient)
        where T : unmanaged, INumberBase<T>
    {
        int tokens = projections.Length / observables;
        _rows.Load(projections, tokens, observables, sigmoid);
        if (_rows.Pairs == 0)
        {
            gradient.Clear();
            return new(0, 0, 1, 0, options.KeepEigenvalues ? [] : null);
        }

        TrajectoryOperator map = Solve(options, typeof(T) != typeof(double));
        if (map.Rank == 0)
        {
            gradient.Clear();
            return new(0, 0, map.Condition, 0, options.KeepEigenvalues ? [] : null);
        }

        _spectrum.Compute(map.Matrix, map.Stride, map.Rank);
        int counted = options.CountStructuralZeros ? observables : map.Rank;
        (double dispersion, double mean, double largest) = Statistics(counted);
        if (!gradient.IsEmpty)
            Backward(map, counted, mean, largest, sigmoid, gradient);
        return new(dispersion, largest, map.Condition, map.Rank, options.KeepEigenvalues ? _spectrum.ToArray() : null);
    }

    private TrajectoryOperator Solve(DispersionOptions options, bool single)
    {
        // A constant trajectory spans one direction; what rounding adds to it is none.
        bool one = _rows.IsConstant && !options.CountStructuralZeros;
        double tolerance = one ? 1e-4 : Math.Max(Epsilon, options.ToleranceFor(single, _rows.Pairs, observables));
        return !one && _rows.Pairs >= observables && _normal.TrySolve(_rows, tolerance) ? _normal : new TruncatedInverse(_rows, tolerance);
    }

    /// <summary>The population variance of the moduli, their mean, and the largest; the eigenvalues not computed are zero.</summary>
    private (double Variance, double Mean, double Largest) Statistics(int counted)
    {
        double sum = 0, largest = 0, squares = 0;
        foreach (Complex value in _spectrum.Upper)
        {
            double modulus = value.Magnitude;
            sum += RealSpectrum.Weight(value) * modulus;
            largest = Math.Max(largest, modulus);
        }

        double mean = sum / counted;
        foreach (Complex value in _spectrum.Upper)
            squares += RealSpectrum.Weight(value) * Math.Pow(value.Magnitude - mean, 2);
        squares += (counted - _spectrum.Order) * mean * mean;
        return (squares / counted, mean, largest);
    }

    private void Backward<T>(TrajectoryOperator map, int counted, double mean, double largest, bool sigmoid, Span<T> gradient)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<Complex> values = _spectrum.Upper;
        // |λ| has no derivative at 0: its direction fades out there.
        double least = Math.Max(1e-12 * largest, double.Epsilon);
        for (int i = 0; i < values.Length; i++)
        {
            double modulus = values[i].Magnitude;
            _coefficients[i] = 2.0 / counted * (modulus - mean) / Math.Max(modulus, least) * Complex.Conjugate(values[i]);
        }

        _spectrum.ComputeVectors();
        _spectrum.Derivative(_coefficients.AsSpan(0, values.Length), _derivative, map.Stride);
        int stride = _rows.Stride;
        if (_back.Length < _rows.Tokens * stride)
            _back = new double[_rows.Tokens * stride];
        map.Backward(_derivative, _rows, _back);
        ReadOnlySpan<double> scales = _rows.Scales;
        for (int t = 0; t < _rows.Tokens; t++)
        {
            ReadOnlySpan<double> row = _back.AsSpan(t * stride, scales.Length), g = _rows.Now.Slice(t * stride, scales.Length);
            Span<T> target = gradient.Slice(t * observables, scales.Length);
            for (int j = 0; j < row.Length; j++)
            {
                // Of the sigmoid σ = scale g with respect to its argument, σ (1 - σ), divided by the scale.
                double factor = sigmoid ? g[j] * (1 - g[j] * scales[j]) : 1 / scales[j];
                target[j] = T.CreateTruncating(row[j] * factor);
            }
        }
    }
}
