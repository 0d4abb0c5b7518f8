namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The definition of the effective rank, from singular values.</summary>
internal static class SpectralEntropy
{
    /// <summary>Guards the published formula against a division by zero and the logarithm of zero.</summary>
    public const double Guard = 1e-8;

    /// <summary>The entropy of the singular values: the logarithm of the effective rank.</summary>
    public static double Of(ReadOnlySpan<double> singularValues)
    {
        double sum = Guard, entropy = 0;
        foreach (double value in singularValues)
            sum += value;
        foreach (double value in singularValues)
            entropy -= value / sum * Math.Log(value / sum + Guard);
        return entropy;
    }
}
