namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The mixture of the layers' posteriors over the candidates of one row.</summary>
internal static class LatentMixture
{
    /// <summary>The least probability that a layer gives to a candidate.</summary>
    public const double LeastProbability = 1e-6;

    /// <summary>The least probability of a mixture whose logarithm is taken.</summary>
    public const double LeastInLogarithm = 1e-9;

    /// <summary>Sums the layers from the final one inwards and takes the normalised sum with the greatest entropy.</summary>
    /// <param name="probabilities">Probabilities [layers, candidates], of all tokens: they do not sum to 1.</param>
    /// <param name="mixture">Takes the chosen distribution over the candidates.</param>
    /// <param name="entropies">Takes the entropy of each sum.</param>
    /// <returns>How many inner layers the chosen sum has.</returns>
    public static int Choose(ReadOnlySpan<double> probabilities, Span<double> mixture, Span<float> entropies)
    {
        int count = mixture.Length, chosen = 0;
        Span<double> sums = stackalloc double[count];
        double most = double.NegativeInfinity;
        for (int depth = 0; depth < entropies.Length; depth++)
        {
            double total = 0, entropy = 0;
            for (int i = 0; i < count; i++)
                total += sums[i] += Math.Max(probabilities[depth * count + i], LeastProbability);
            for (int i = 0; i < count; i++)
                entropy -= Share(sums[i], total) * Math.Log(Share(sums[i], total));
            entropies[depth] = (float)entropy;
            if (entropy <= most + LatentExploration.Tie)
                continue;
            (most, chosen) = (entropy, depth);
            for (int i = 0; i < count; i++)
                mixture[i] = Share(sums[i], total);
        }

        return chosen;
    }

    private static double Share(double part, double total) => Math.Max(part / total, LeastInLogarithm);
}
