using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>What a <see cref="ReasoningModelTransformer"/> is, apart from the model.</summary>
internal sealed record ModelAnswerState(string OutputColumnName, string PromptColumnName, int BatchSize, SamplingState Sampling)
{
    public DataViewSchema.DetachedColumn Output => new(OutputColumnName, TextDataViewType.Instance);
}
