namespace Microsoft.ML.Reasoning;

/// <summary>What a <see cref="HiddenStatesTransformer"/> is, apart from the model; layers are counted from 0.</summary>
internal sealed record HiddenStatesState(
    string OutputColumnName,
    string? TextColumnName,
    string? PromptColumnName,
    string? ResponseColumnName,
    string? KeptStatesColumnName,
    IReadOnlyList<int> Layers,
    StateRows Rows,
    StatePooling Pooling,
    int BatchSize,
    int TokensPerPass,
    int MaxTokens)
{
    /// <summary>How messages name the columns that are read.</summary>
    public string Columns => TextColumnName is null ? $"columns '{PromptColumnName}' and '{ResponseColumnName}'" : $"column '{TextColumnName}'";
}
