using System.Collections.Concurrent;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Finds the rule with the fewest shifts for a range of eigenvalues and an accuracy.</summary>
/// <remarks>
/// The root is an integral of ln(1 + x / s) over all shifts s, which every few evenly spaced logarithms of s approximate exponentially
/// well; the weights come from least squares, which also takes care of the ends. Rules depend on the range only, so they are kept.
/// </remarks>
internal static class SpectralRules
{
    // The ends of a range in these steps of the logarithm, so that few rules serve all data.
    private const double Step = 0.5;
    private const int Points = 160;
    private const int MostShifts = 40;

    private static readonly double[] s_aboveEnds = [1.5, 1, 2, 0.5, 0];
    private static readonly double[] s_belowEndsWithDeterminant = [1, 1.5, 0.5];
    private static readonly double[] s_belowEnds = [4, 3.5, 5];

    private static readonly ConcurrentDictionary<(int Smallest, int Unit, double Tolerance, bool Determinant), SpectralRule?> s_rules = new();

    /// <summary>The rule for eigenvalues in [smallest, 1] and zeros; null where none reaches the tolerance.</summary>
    /// <param name="smallest">The smallest eigenvalue that counts.</param>
    /// <param name="unit">A root of the usual size: an error relative to it is as good as one relative to a smaller root.</param>
    /// <param name="tolerance">The error of the root and of its product with its logarithm, relative to max(root, unit).</param>
    /// <param name="determinant">Whether the determinant may be used: no eigenvalue is zero.</param>
    public static SpectralRule? Find(double smallest, double unit, double tolerance, bool determinant)
    {
        (int, int, double, bool) key =
            ((int)Math.Floor(Math.Log(smallest) / Step), (int)Math.Floor(Math.Log(unit) / Step), tolerance, determinant);
        return s_rules.GetOrAdd(key, Build);
    }

    private static SpectralRule? Build((int Smallest, int Unit, double Tolerance, bool Determinant) key)
    {
        double bottom = Math.Min(key.Smallest * Step, -Step), unit = Math.Min(1, Math.Exp(key.Unit * Step));
        for (int shifts = Math.Max(3, (int)(-bottom / 2.5)); shifts <= MostShifts; shifts++)
            foreach (double below in key.Determinant ? s_belowEndsWithDeterminant : s_belowEnds)
                foreach (double above in s_aboveEnds)
                {
                    SpectralRule rule = Fit(bottom, unit, bottom - below, above, shifts, key.Determinant);
                    if (rule.Error <= key.Tolerance)
                        return rule;
                }

        return null;
    }

    private static SpectralRule Fit(double bottom, double unit, double first, double last, int shiftCount, bool determinant)
    {
        double[] shifts = [.. Enumerable.Range(0, shiftCount).Select(k => Math.Exp(first + (last - first) * k / (shiftCount - 1)))];
        int columns = shiftCount + (determinant ? 3 : 1);
        double[][] basis = [.. Enumerable.Range(0, columns).Select(_ => new double[Points])];
        double[] root = new double[Points], rootLog = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            double log = bottom * i / (Points - 1), x = Math.Exp(log), r = Math.Exp(log / 2), weight = 1 / Math.Max(r, unit);
            for (int k = 0; k < shiftCount; k++)
                basis[k][i] = weight * Math.Log(1 + x / shifts[k]);
            basis[shiftCount][i] = weight * x;
            if (determinant)
                (basis[shiftCount + 1][i], basis[shiftCount + 2][i]) = (weight, weight * log);
            root[i] = weight * r;
            rootLog[i] = weight * r * (log / 2 - Math.Log(unit));
        }

        (double[][] weights, double error) = LeastSquares.Solve(basis, [root, rootLog]);
        return new SpectralRule(shifts, weights[0], weights[1], unit, error);
    }
}
