namespace Microsoft.ML.Reasoning;

/// <summary>What a <see cref="LayerPosteriorsTransformer"/> is, apart from the model.</summary>
internal sealed record LayerPosteriorsState(
    string OutputColumnName, string TokenEntropiesColumnName, string PromptColumnName, string ResponseColumnName,
    IReadOnlyList<int> Layers, float Temperature, bool NormalizeInner);
