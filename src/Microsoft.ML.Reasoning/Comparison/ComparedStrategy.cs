using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>A way to decode that takes part in a comparison.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Strategy">How the next token is chosen; null samples.</param>
public sealed record ComparedStrategy(string Name, IDecodingStrategy? Strategy = null)
{
    /// <summary>The temperatures; null: those of the comparison. At 0 each problem is answered once and its answer counts as all.</summary>
    public IReadOnlyList<float>? Temperatures { get; init; }

    /// <summary>Draw among this many most probable tokens. Default: 0, all.</summary>
    public int TopK { get; init; }

    /// <summary>Draw among the fewest tokens that have together at least this probability. Default: 1, all.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>Draw among the tokens that have at least this share of the greatest probability. Default: 0, all.</summary>
    public float MinP { get; init; }
}
