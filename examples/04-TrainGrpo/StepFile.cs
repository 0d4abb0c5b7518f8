using System.Text.Json;

namespace TrainGrpo;

/// <summary>The metrics that a run left, step by step.</summary>
internal static class StepFile
{
    public const string Step = "step", ZeroVariance = "groups/zero_variance_share", Reward = "reward/mean", Entropy = "policy/entropy",
        Dispersion = "latent/dsd", EffectiveRank = "latent/er", Length = "length/mean";

    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Read(string directory) =>
        [.. File.ReadLines(Path.Combine(directory, "metrics.jsonl")).Select(Parse).Where(step => step[Step] > 0)];

    private static Dictionary<string, double> Parse(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Number)
            .ToDictionary(field => field.Name, field => field.Value.GetDouble());
    }
}
