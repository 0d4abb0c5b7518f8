using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The entropy of the roots of a tridiagonal matrix's eigenvalues, without the eigenvalues.</summary>
/// <remarks>
/// A log-determinant of a tridiagonal matrix is one division a row, and those at all shifts of <see cref="RootQuadrature"/> run side by
/// side: a hundredth of the time of an iteration for the eigenvalues, whose divisions wait for each other.
/// </remarks>
internal static class TridiagonalEntropy
{
    // Pivots that are multiplied before their logarithm is taken: none is below e^-42 or above e^9.
    private const int Logarithm = 16;

    /// <summary>Measures the entropy, and what errors of the eigenvalues may do to it.</summary>
    /// <param name="diagonal">The diagonal of a positive semidefinite matrix.</param>
    /// <param name="sides">The elements beside the diagonal; their signs do not matter.</param>
    /// <param name="precision">The error of an eigenvalue, as a part of the norm of the matrix.</param>
    /// <param name="outside">What adds to that error beside the norm.</param>
    /// <returns>The entropy and a bound of its error to first order; NaN where there is nothing to measure.</returns>
    public static (double Entropy, double Error) Measure(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> sides, double precision, double outside)
    {
        double unit = 0, before = 0, trace = 0, squares = 0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            unit = Math.Max(unit, diagonal[i] + before + sides[i]);
            before = sides[i];
            trace += diagonal[i];
            squares += diagonal[i] * diagonal[i] + 2 * before * before;
        }

        Span<double> logs = stackalloc double[RootQuadrature.Count];
        LogDeterminants(diagonal, sides, 1 / unit, logs);
        RootQuadrature.Sums sums = RootQuadrature.Of(logs, diagonal.Length, trace / unit, squares / unit / unit);
        double scale = Math.Sqrt(unit), factor = scale / (scale * sums.Roots + SpectralEntropy.Guard), share = factor * sums.Roots;
        // The guard in the logarithm, which each p that is not far below it feels as 1e-8.
        double present = diagonal.Length - Below(logs, 2 * Math.Log(SpectralEntropy.Guard / factor));
        double entropy = -factor * sums.RootLogs - share * Math.Log(factor) - SpectralEntropy.Guard * present;
        return (entropy, Error(logs, precision * (1 + outside / unit), factor, entropy));
    }

    /// <summary>About the number of eigenvalues below e^logShift: the sum of s / (x + s), from the differences to the next shift.</summary>
    private static double Below(ReadOnlySpan<double> logs, double logShift)
    {
        int k = (int)Math.Clamp((logShift - RootQuadrature.First) / RootQuadrature.Step, 0, RootQuadrature.Count - 2);
        return (logs[k + 1] - logs[k]) / RootQuadrature.Step;
    }

    /// <summary>
    /// The derivative of the entropy by p is -ln p - entropy, and an eigenvalue x that is wrong by the noise has a root that is wrong by
    /// sqrt(x + noise) - sqrt(x) at most: summed over the spectrum that the log-determinants show, and the error of the sums themselves.
    /// </summary>
    private static double Error(ReadOnlySpan<double> logs, double noise, double factor, double entropy)
    {
        double error = RootQuadrature.Error * (1 + Math.Abs(entropy)), below = 0, logFactor = Math.Log(factor);
        for (int k = 0; k + 1 < logs.Length; k++)
        {
            double shift = RootQuadrature.Shifts[k], reached = (logs[k + 1] - logs[k]) / RootQuadrature.Step;
            double wrong = noise / (Math.Sqrt(shift + noise) + Math.Sqrt(shift)), logRoot = (RootQuadrature.First + k * RootQuadrature.Step) / 2;
            error += Math.Max(0, reached - below) * factor * wrong * Math.Abs(logFactor + logRoot + entropy);
            below = reached;
        }

        return error;
    }

    /// <summary>For each shift, the logarithm of the determinant of scale T + shift I: no pivot is below the shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LogDeterminants(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> sides, double scale, Span<double> logs)
    {
        int lanes = Vector512<double>.Count;
        ReadOnlySpan<double> shifts = RootQuadrature.Shifts;
        for (int first = 0; first < logs.Length; first += 4 * lanes)
        {
            Vector512<double> s0 = Vector512.Create(shifts[first..]), s1 = Vector512.Create(shifts[(first + lanes)..]);
            Vector512<double> s2 = Vector512.Create(shifts[(first + 2 * lanes)..]), s3 = Vector512.Create(shifts[(first + 3 * lanes)..]);
            Vector512<double> p0 = Vector512<double>.One, p1 = p0, p2 = p0, p3 = p0;
            Vector512<double> log0 = default, log1 = default, log2 = default, log3 = default;
            double square = 0;
            for (int begin = 0; begin < diagonal.Length; begin += Logarithm)
            {
                Vector512<double> product0 = Vector512<double>.One, product1 = product0, product2 = product0, product3 = product0;
                for (int i = begin; i < Math.Min(begin + Logarithm, diagonal.Length); i++)
                {
                    Vector512<double> own = Vector512.Create(scale * diagonal[i]), beside = Vector512.Create(square);
                    p0 = Vector512.Max(own - beside / p0 + s0, s0);
                    p1 = Vector512.Max(own - beside / p1 + s1, s1);
                    p2 = Vector512.Max(own - beside / p2 + s2, s2);
                    p3 = Vector512.Max(own - beside / p3 + s3, s3);
                    product0 *= p0;
                    product1 *= p1;
                    product2 *= p2;
                    product3 *= p3;
                    double side = scale * sides[i];
                    square = side * side;
                }

                log0 += Vector512.Log(product0);
                log1 += Vector512.Log(product1);
                log2 += Vector512.Log(product2);
                log3 += Vector512.Log(product3);
            }

            log0.CopyTo(logs[first..]);
            log1.CopyTo(logs[(first + lanes)..]);
            log2.CopyTo(logs[(first + 2 * lanes)..]);
            log3.CopyTo(logs[(first + 3 * lanes)..]);
        }
    }
}
