namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What distinguishes a family of models from the others: the values of <c>model_type</c> that are known.</summary>
/// <param name="ModelType">The name in config.json.</param>
/// <param name="ClassName">The name of the reference implementation's class.</param>
/// <param name="QkNorm">Queries and keys are normalised by head.</param>
/// <param name="ProjectionBias">Queries, keys and values always have a bias, and the output of attention never.</param>
/// <param name="AttentionBias">config.json may ask for biases in attention.</param>
/// <param name="FeedForwardBias">config.json may ask for biases in the feed-forward part.</param>
/// <param name="Window">How config.json says which layers look back only so far.</param>
internal sealed record ModelArchitecture(
    string ModelType,
    string ClassName,
    bool QkNorm = false,
    bool ProjectionBias = false,
    bool AttentionBias = false,
    bool FeedForwardBias = false,
    WindowRule Window = WindowRule.None)
{
    private static readonly ModelArchitecture[] All =
    [
        new("llama", "LlamaForCausalLM", AttentionBias: true, FeedForwardBias: true),
        new("mistral", "MistralForCausalLM", Window: WindowRule.EveryLayer),
        new("qwen2", "Qwen2ForCausalLM", ProjectionBias: true, Window: WindowRule.UpperLayers),
        new("qwen3", "Qwen3ForCausalLM", QkNorm: true, AttentionBias: true, Window: WindowRule.UpperLayers),
    ];

    public static string KnownNames { get; } = string.Join(", ", All.Select(architecture => architecture.ModelType));

    public static ModelArchitecture? Find(string? modelType) => Array.Find(All, architecture => architecture.ModelType == modelType);
}
