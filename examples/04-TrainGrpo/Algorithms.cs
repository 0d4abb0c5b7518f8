using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;

namespace TrainGrpo;

/// <summary>What the algorithms change in the options of plain GRPO.</summary>
internal static class Algorithms
{
    /// <summary>The answers have some seventy tokens: windows of the effective rank grow by eight.</summary>
    private const int Stride = 8;

    private const double ImportanceCap = 2, EntropyBonus = 0.01;

    private static readonly Dictionary<string, Action<GrpoTrainer.Options>> s_changes = new()
    {
        ["grpo"] = _ => { },
        ["relax"] = options => options.Relax = new GrpoTrainer.RelaxOptions(),
        ["verl"] = options => options.Verl = new GrpoTrainer.VerlOptions { Stride = Stride },
        ["led"] = options =>
        {
            // The weights of a draw whatever the gate did vary less than those of the draw given the gate; on a small head both cost little.
            options.Strategy = new LatentExplorationDecoding { Behaviour = LatentBehaviour.Marginal };
            options.Loss = options.Loss with { ImportanceCap = ImportanceCap };
        },
        ["led-uncorrected"] = options => options.Strategy = new LatentExplorationDecoding(),
        ["entropy"] = options => options.Loss = options.Loss with { EntropyCoefficient = EntropyBonus },
    };

    public static string[] Names { get; } = [.. s_changes.Keys];

    public static void Apply(string name, GrpoTrainer.Options options) => s_changes[name](options);

    /// <summary>Effective rank and dispersion of rollouts, for curves of algorithms that do not measure them.</summary>
    public static GrpoTrainer.LatentOptions Measured(int interval) => new() { Stride = Stride, Interval = interval };
}
