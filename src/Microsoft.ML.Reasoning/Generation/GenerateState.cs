using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What a <see cref="GenerateTransformer"/> is, apart from the model.</summary>
internal sealed record GenerateState(
    string ResponsesColumnName,
    string PromptColumnName,
    string FinishReasonsColumnName,
    string TokenCountsColumnName,
    string MeanLogProbabilitiesColumnName,
    string KeptStatesColumnName,
    int BatchSize,
    SamplingState Sampling);
