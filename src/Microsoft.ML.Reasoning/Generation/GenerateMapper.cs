using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class GenerateMapper(GenerateState state, Responder responder, DataViewSchema schema)
    : BatchMapper<PromptRow, IReadOnlyList<Response>>(
        state.BatchSize,
        [ColumnCheck.Text(schema, state.PromptColumnName, nameof(GenerateTransformer))],
        Output(state.ResponsesColumnName, state, TextDataViewType.Instance, response => response.Text.AsMemory()),
        Output(state.FinishReasonsColumnName, state, TextDataViewType.Instance, response => response.FinishReason.ToString().AsMemory()),
        Output(state.TokenCountsColumnName, state, NumberDataViewType.Int32, response => response.TokenCount),
        Output(state.MeanLogProbabilitiesColumnName, state, NumberDataViewType.Single, response => response.MeanLogProbability))
{
    protected override Func<PromptRow> OpenReader(DataViewRow input) => PromptRow.Reader(input, Inputs[0]);

    protected override IReadOnlyList<IReadOnlyList<Response>> Compute(IReadOnlyList<PromptRow> rows) =>
        responder.Answer(rows, state.PromptColumnName);

    private static VectorOutput<IReadOnlyList<Response>, TItem> Output<TItem>(
        string name, GenerateState state, PrimitiveDataViewType type, Func<Response, TItem> item) =>
        new(name, new VectorDataViewType(type, state.Sampling.SamplesPerPrompt), responses => responses.Select(item).ToArray());
}
