using System.Globalization;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What latent exploration did over a set of samples.</summary>
/// <param name="Tokens">The tokens of the samples.</param>
/// <param name="ThinkingTokens">Those at which exploration was possible.</param>
/// <param name="ExploredTokens">Those that were drawn from a mixture.</param>
/// <param name="DepthCounts">How many of these had a mixture of no, one, two ... inner layers.</param>
/// <param name="MeanEntropies">
/// The mean entropy, in nats, of the mixture with no, one, two ... inner layers, over the tokens whose inner heads ran; not a number
/// where there is none.
/// </param>
public sealed record LatentExplorationSummary(
    long Tokens, long ThinkingTokens, long ExploredTokens, IReadOnlyList<long> DepthCounts, IReadOnlyList<double> MeanEntropies)
{
    /// <summary>The share of the tokens that were explored, of those that could be.</summary>
    public double ExplorationRate => ThinkingTokens == 0 ? double.NaN : (double)ExploredTokens / ThinkingTokens;

    /// <summary>Counts over the tokens of samples.</summary>
    /// <param name="samples">Samples that <see cref="LatentExplorationDecoding"/> drew, all with one depth.</param>
    /// <exception cref="ArgumentException">A sample has no such records, or there is no sample.</exception>
    public static LatentExplorationSummary Of(IEnumerable<GeneratedSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        IReadOnlyDictionary<string, IReadOnlyList<float>>[] records = [.. samples.Select(sample => sample.Records)];
        if (records.Length == 0 || !records.All(names => names.ContainsKey(LatentExplorationRecords.Explored)))
            throw new ArgumentException("There are no samples, or one was not drawn by latent exploration.", nameof(samples));
        int depth = 0;
        while (records[0].ContainsKey(LatentExplorationRecords.Entropy(depth)))
            depth++;
        float[] depths = [.. All(LatentExplorationRecords.Depth)];
        return new LatentExplorationSummary(
            depths.Length,
            All(LatentExplorationRecords.Thinking).LongCount(value => value == 1),
            All(LatentExplorationRecords.Explored).LongCount(value => value == 1),
            [.. Enumerable.Range(0, depth).Select(layer => depths.LongCount(value => value == layer))],
            [
                .. Enumerable.Range(0, depth).Select(layer => All(LatentExplorationRecords.Entropy(layer)).Where(float.IsFinite)
                    .Select(value => (double)value).DefaultIfEmpty(double.NaN).Average()),
            ]);

        IEnumerable<float> All(string name) => records.SelectMany(names => names[name]);
    }

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"explored {100 * ExplorationRate:0.00} % of {ThinkingTokens} tokens; inner layers in the mixture: {Join(DepthCounts)}; entropy: {Join(MeanEntropies)}");

    private static string Join<TValue>(IReadOnlyList<TValue> values) =>
        string.Join(", ", values.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{i}: {value:0.###}")));
}
