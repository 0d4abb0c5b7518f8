namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Sums of the roots of eigenvalues and of these times their logarithms, as combinations of log-determinants.</summary>
/// <remarks>
/// x^a = a sin(pi a) / pi times the integral of s^(a-1) ln(1 + x / s) over s > 0, for 0 &lt; a &lt; 1. At a = 1/2 this is the root, and its
/// derivative the root times ln x. In u = ln s the trapezoidal rule with the step h errs by e^(-2 pi^2 / h) only. Below the first
/// shift a log-determinant is taken as that at the first shift, above the last one it is ln(1 + y) = y - y^2 / 2.
/// </remarks>
internal static class RootQuadrature
{
    /// <summary>The number of shifts: whole registers.</summary>
    public const int Count = 64;

    /// <summary>The step of the logarithms of the shifts.</summary>
    public const double Step = 0.8;

    /// <summary>What the rule may err by in either sum for an eigenvalue of 1; for smaller ones it is less.</summary>
    public const double Error = 5e-11;

    /// <summary>The logarithm of the first shift, far below what rounding leaves of an eigenvalue; the largest is at most 1.</summary>
    public const double First = -42;

    // The integrand falls by e^(-Step / 2) a step on both sides.
    private const int TailSteps = 120;

    private static readonly double[] s_shifts = new double[Count];
    private static readonly double[] s_roots = new double[Count];
    private static readonly double[] s_rootLogs = new double[Count];
    private static readonly Sums s_count;
    private static readonly Sums s_trace;
    private static readonly Sums s_squares;

    static RootQuadrature()
    {
        for (int k = 0; k < Count; k++)
        {
            s_shifts[k] = Math.Exp(First + k * Step);
            Sums own = Weight(First + k * Step);
            (s_roots[k], s_rootLogs[k]) = (own.Roots, own.RootLogs);
        }

        double last = First + (Count - 1) * Step;
        for (int k = 1; k < TailSteps; k++)
        {
            Sums below = Weight(First - k * Step), above = Weight(last + k * Step);
            s_roots[0] += below.Roots;
            s_rootLogs[0] += below.RootLogs;
            s_count += below * (k * Step);
            s_trace += above * Math.Exp(-last - k * Step);
            s_squares += above * (-Math.Exp(-2 * (last + k * Step)) / 2);
        }
    }

    /// <summary>The shifts, ascending.</summary>
    public static ReadOnlySpan<double> Shifts => s_shifts;

    /// <summary>The two sums over a spectrum of eigenvalues in [0, 1].</summary>
    /// <param name="logDeterminants">For each shift the sum of ln(x + shift).</param>
    /// <param name="count">The number of eigenvalues.</param>
    /// <param name="trace">Their sum.</param>
    /// <param name="squares">The sum of their squares.</param>
    public static Sums Of(ReadOnlySpan<double> logDeterminants, int count, double trace, double squares)
    {
        Sums sums = s_count * count + s_trace * trace + s_squares * squares;
        double roots = sums.Roots, rootLogs = sums.RootLogs;
        for (int k = 0; k < Count; k++)
        {
            double relative = logDeterminants[k] - count * (First + k * Step);
            roots += s_roots[k] * relative;
            rootLogs += s_rootLogs[k] * relative;
        }

        return new Sums(roots, rootLogs);
    }

    private static Sums Weight(double logShift)
    {
        double weight = Step / (2 * Math.PI) * Math.Exp(logShift / 2);
        return new Sums(weight, weight * (1 + logShift / 2));
    }

    /// <summary>The sum of the roots r of eigenvalues, and that of r ln r.</summary>
    internal readonly record struct Sums(double Roots, double RootLogs)
    {
        public static Sums operator +(Sums left, Sums right) => new(left.Roots + right.Roots, left.RootLogs + right.RootLogs);

        public static Sums operator *(Sums sums, double factor) => new(sums.Roots * factor, sums.RootLogs * factor);
    }
}
