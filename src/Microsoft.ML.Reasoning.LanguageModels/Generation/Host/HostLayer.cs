namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The weights of one block, packed for the host.</summary>
internal sealed record HostLayer(
    float[] InputNorm,
    PackedMatrix QueryKeyValue,
    float[]? QueryNorm,
    float[]? KeyNorm,
    PackedMatrix Output,
    float[] PostAttentionNorm,
    PackedMatrix GateUp,
    PackedMatrix Down);
