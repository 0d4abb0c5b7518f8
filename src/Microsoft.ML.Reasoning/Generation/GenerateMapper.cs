using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class GenerateMapper(GenerateState state, Responder responder, DataViewSchema schema)
    : BatchMapper<PromptRow, ResponseSet>(
        state.BatchSize,
        [ColumnCheck.Text(schema, state.PromptColumnName, nameof(GenerateTransformer))],
        [.. Columns(state)])
{
    protected override Func<PromptRow> OpenReader(DataViewRow input) => PromptRow.Reader(input, Inputs[0]);

    protected override IReadOnlyList<ResponseSet> Compute(IReadOnlyList<PromptRow> rows) =>
        [.. responder.Answer(rows, state.PromptColumnName).Select(responses => new ResponseSet(responses))];

    /// <summary>The columns of generated answers.</summary>
    public static IEnumerable<OutputColumn<ResponseSet>> Columns(GenerateState state)
    {
        yield return Output(state.ResponsesColumnName, state, TextDataViewType.Instance, response => response.Text.AsMemory());
        yield return Output(
            state.FinishReasonsColumnName, state, TextDataViewType.Instance, response => response.FinishReason.ToString().AsMemory());
        yield return Output(state.TokenCountsColumnName, state, NumberDataViewType.Int32, response => response.TokenCount);
        yield return Output(
            state.MeanLogProbabilitiesColumnName, state, NumberDataViewType.Single, response => response.MeanLogProbability);
        if (state.Sampling.KeepStates.Count > 0)
            yield return new ScalarOutput<ResponseSet, KeptStates>(
                state.KeptStatesColumnName, KeptStatesDataViewType.Instance, responses => responses.Kept);
    }

    private static VectorOutput<ResponseSet, TItem> Output<TItem>(
        string name, GenerateState state, PrimitiveDataViewType type, Func<Response, TItem> item) =>
        new(name, new VectorDataViewType(type, state.Sampling.SamplesPerPrompt), row => row.Responses.Select(item).ToArray());
}
