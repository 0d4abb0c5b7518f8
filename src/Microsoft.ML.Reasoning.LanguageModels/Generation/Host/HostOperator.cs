namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What the host's decoder spends its time on.</summary>
internal enum HostOperator
{
    Norms,
    QueryKeyValue,
    Attention,
    AttentionOutput,
    GateUp,
    Gate,
    Down,
    Head,
}
