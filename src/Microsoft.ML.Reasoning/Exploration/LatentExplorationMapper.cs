using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class LatentExplorationMapper(LatentExplorationState state, Responder responder, DataViewSchema schema)
    : BatchMapper<PromptRow, ResponseSet>(
        state.Generation.BatchSize,
        [ColumnCheck.Text(schema, state.Generation.PromptColumnName, nameof(LatentExplorationTransformer))],
        [.. GenerateMapper.Columns(state.Generation), .. Columns(state)])
{
    protected override Func<PromptRow> OpenReader(DataViewRow input) => PromptRow.Reader(input, Inputs[0]);

    protected override IReadOnlyList<ResponseSet> Compute(IReadOnlyList<PromptRow> rows) =>
        [.. responder.Answer(rows, state.Generation.PromptColumnName).Select(responses => new ResponseSet(responses))];

    private static IEnumerable<OutputColumn<ResponseSet>> Columns(LatentExplorationState state)
    {
        yield return Tokens(state.ExploredColumnName, BooleanDataViewType.Instance, Record(LatentExplorationRecords.Explored), value => value == 1);
        yield return Tokens(state.ThinkingColumnName, BooleanDataViewType.Instance, Record(LatentExplorationRecords.Thinking), value => value == 1);
        yield return Tokens(state.DepthsColumnName, NumberDataViewType.Int32, Record(LatentExplorationRecords.Depth), value => (int)value);
        yield return Tokens(state.BehaviourColumnName, NumberDataViewType.Single, response => response.BehaviourLogProbabilities ?? [], value => value);
        int depth = state.Settings.Depth;
        yield return new VectorOutput<ResponseSet, float>(
            state.EntropiesColumnName, new VectorDataViewType(NumberDataViewType.Single, 0, depth),
            row => [.. row.Responses.SelectMany(response => Entropies(response, depth))]);
    }

    private static VectorOutput<ResponseSet, TItem> Tokens<TItem>(
        string name, PrimitiveDataViewType type, Func<Response, IReadOnlyList<float>> values, Func<float, TItem> item) =>
        new(name, new VectorDataViewType(type), row => [.. row.Responses.SelectMany(values).Select(item)]);

    private static Func<Response, IReadOnlyList<float>> Record(string name) =>
        response => response.Records?.GetValueOrDefault(name) ?? [];

    private static IEnumerable<float> Entropies(Response response, int depth) =>
        Enumerable.Range(0, response.TokenCount).SelectMany(token =>
            Enumerable.Range(0, depth).Select(layer => response.Records![LatentExplorationRecords.Entropy(layer)][token]));
}
