namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The weights of one layer, packed for gradients on the host.</summary>
internal sealed record HostTrainingLayer(
    HostVector InputNorm,
    HostMatrix QueryKeyValue,
    HostVector? QueryNorm,
    HostVector? KeyNorm,
    HostMatrix Output,
    HostVector FeedForwardNorm,
    HostMatrix GateUp,
    HostMatrix Down);
