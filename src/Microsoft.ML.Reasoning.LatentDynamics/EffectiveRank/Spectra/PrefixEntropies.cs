namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The entropy of the singular values of centred prefixes, without their singular values.</summary>
/// <remarks>
/// It needs two sums over each spectrum, of the roots of the eigenvalues and of these times their logarithms. A <see cref="SpectralRule"/>
/// makes both from log-determinants at a few shifts, which <see cref="IPrefixDeterminants"/> have for all prefixes at the price of one.
/// </remarks>
internal sealed class PrefixEntropies
{
    private readonly IPrefixDeterminants determinants;
    private readonly double tolerance;
    private readonly int[] lengths;

    private PrefixEntropies(IPrefixDeterminants determinants, double tolerance) =>
        (this.determinants, this.tolerance, lengths) = (determinants, tolerance, determinants.Lengths);

    private bool IsDouble => determinants.Precision < 1e-12;

    /// <summary>Eigenvalues below this part of the largest are noise of the products.</summary>
    private double Noise => IsDouble ? 1e-14 : 1e-7;

    /// <summary>A root that is no larger than the mean root: no eigenvalue is larger than 1.</summary>
    private double MeanFromTrace => Math.Min(1, determinants.Traces[^1] / determinants.Scale / (lengths[^1] - 1));

    /// <summary>The entropy of each prefix; NaN where this way cannot promise the accuracy.</summary>
    /// <param name="determinants">The determinants of a response.</param>
    /// <param name="tolerance">The error of the two sums of an entropy, relative to the sum of the roots.</param>
    public static double[] Measure(IPrefixDeterminants determinants, double tolerance)
    {
        var entropies = new PrefixEntropies(determinants, tolerance);
        bool regular = entropies.IsDouble && determinants.Lengths[^1] - 1 <= determinants.Width;
        return (regular ? entropies.WithDeterminant() : null) ?? entropies.WithoutDeterminant();
    }

    /// <summary>Where no eigenvalue is zero: their range is known, and the determinant itself helps.</summary>
    private double[]? WithDeterminant()
    {
        if (determinants.LogDeterminants([0]) is not [double[] logs])
            return null;
        double smallest = determinants.Smallest() / 3, count = lengths[^1] - 1;
        if (!(smallest > 10 * Noise))
            return null;
        // The geometric mean is no larger than the mean.
        double unit = Math.Max(MeanFromTrace, Math.Exp(logs[^1] / 2 / count));
        return SpectralRules.Find(smallest, unit, tolerance, determinant: true) is SpectralRule rule
            && Shifted(rule) is double[][] shifted
                ? [.. lengths.Select((_, j) => Entropy(rule, shifted, logs, j))]
                : null;
    }

    /// <summary>Where eigenvalues may be zero: the range goes down until what lies below it no longer matters.</summary>
    private double[] WithoutDeterminant()
    {
        double[]? best = null;
        // Single precision has one try: what it cannot do there it cannot do lower.
        double first = IsDouble ? 3e-3 * MeanFromTrace : Math.Max(2e-2 * MeanFromTrace, 5e-4);
        for (double root = first; root * root > Noise; root *= IsDouble ? 0.03 : 0)
        {
            if (SpectralRules.Find(root * root, MeanFromTrace, tolerance, determinant: false) is not SpectralRule rule
                || Shifted(rule) is not double[][] shifted)
                break;
            best = [.. lengths.Select((_, j) => Promises(rule, shifted, j) ? Entropy(rule, shifted, null, j) : double.NaN)];
            if (!best.Any(double.IsNaN))
                break;
        }

        return best ?? [.. lengths.Select(_ => double.NaN)];
    }

    /// <summary>For each shift and prefix, the sum of ln(1 + x / shift).</summary>
    private double[][]? Shifted(SpectralRule rule)
    {
        if (determinants.LogDeterminants(rule.Shifts) is not double[][] sums)
            return null;
        for (int k = 0; k < sums.Length; k++)
            for (int j = 0; j < lengths.Length; j++)
                sums[k][j] -= (lengths[j] - 1) * Math.Log(rule.Shifts[k]);
        return sums;
    }

    /// <summary>Whether the eigenvalues below the range and the rounding of the products cannot matter for a prefix.</summary>
    private bool Promises(SpectralRule rule, double[][] shifted, int j)
    {
        double sum = Roots(rule.Root, shifted, null, j);
        double present = Present(rule, shifted, j, 0), missing = Math.Max(0, Math.Min(lengths[j] - 1, determinants.Width) - present);
        // Zeros do not change with the shift. A root that is x times that of the smallest shift changes it by more than x^2 / 3.
        double changing = Math.Abs(present - Present(rule, shifted, j, 1));
        double below = Math.Sqrt(rule.Shifts[0] * 3 * missing * changing);
        return sum > 0.1 * (lengths[j] - 1) * rule.Unit && 2 * below <= tolerance * sum && RoundingError(rule, shifted, j) <= tolerance * sum;
    }

    /// <summary>About the number of eigenvalues above a shift: the sum of x / (x + s), from the differences to the next shift.</summary>
    private static double Present(SpectralRule rule, double[][] shifted, int j, int k) =>
        (shifted[k][j] - shifted[k + 1][j]) / Math.Log(rule.Shifts[k + 1] / rule.Shifts[k]);

    /// <summary>What the rounding of the matrix's elements does to the sum of the roots: the first order cancels, the second does not.</summary>
    private double RoundingError(SpectralRule rule, double[][] shifted, int j)
    {
        int count = lengths[j] - 1;
        double element = determinants.Precision * determinants.Traces[j] / determinants.Scale / lengths[j], error = 0;
        for (int k = 0; k + 1 < rule.Shifts.Length; k++)
        {
            double relative = element * Math.Max(0, count - Present(rule, shifted, j, k)) / rule.Shifts[k];
            error += Math.Abs(rule.Root[k]) * (3 * relative / Math.Sqrt(count) + relative * relative);
        }

        return error;
    }

    private double Entropy(SpectralRule rule, double[][] shifted, double[]? logs, int j)
    {
        double sum = Roots(rule.Root, shifted, logs, j), rootLogs = Roots(rule.RootLog, shifted, logs, j);
        if (!(sum > 0.1 * (lengths[j] - 1) * rule.Unit))
            return double.NaN;
        double scale = Math.Sqrt(determinants.Scale), total = scale * sum + SpectralEntropy.Guard, share = scale * sum / total;
        double positive = logs is null ? Present(rule, shifted, j, 0) : lengths[j] - 1;
        // -sum p ln p, and the guard in the logarithm, which each p that is not far below it feels as 1e-8.
        return share * (Math.Log(total / scale / rule.Unit) - rootLogs / sum) - SpectralEntropy.Guard * positive;
    }

    private double Roots(double[] weights, double[][] shifted, double[]? logs, int j)
    {
        int shifts = shifted.Length;
        double sum = weights[shifts] * determinants.Traces[j] / determinants.Scale;
        for (int k = 0; k < shifts; k++)
            sum += weights[k] * shifted[k][j];
        return logs is null ? sum : sum + weights[shifts + 1] * (lengths[j] - 1) + weights[shifts + 2] * logs[j];
    }
}
