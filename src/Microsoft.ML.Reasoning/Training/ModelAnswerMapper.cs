using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class ModelAnswerMapper(ModelAnswerState state, Responder responder, DataViewSchema schema)
    : BatchMapper<PromptRow, string>(
        state.BatchSize,
        [ColumnCheck.Text(schema, state.PromptColumnName, nameof(ReasoningModelTransformer))],
        new ScalarOutput<string, ReadOnlyMemory<char>>(state.OutputColumnName, TextDataViewType.Instance, answer => answer.AsMemory()))
{
    protected override Func<PromptRow> OpenReader(DataViewRow input) => PromptRow.Reader(input, Inputs[0]);

    protected override IReadOnlyList<string> Compute(IReadOnlyList<PromptRow> rows) =>
        responder.Answer(rows, state.PromptColumnName).Select(responses => responses[0].Text).ToArray();
}
