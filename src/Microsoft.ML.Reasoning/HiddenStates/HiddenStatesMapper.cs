using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class HiddenStatesMapper(
    HiddenStatesState state, CausalLanguageModel model, DataViewSchema schema, CancellationToken cancellationToken)
    : BatchMapper<HiddenStatesRow, TokenStates>(
        state.BatchSize,
        [.. Columns(state, schema)],
        new ScalarOutput<TokenStates, TokenStates>(
            state.OutputColumnName,
            new TokenStatesDataViewType(model.Configuration.HiddenSize, state.Layers, state.Pooling),
            states => states))
{
    private const string Component = nameof(HiddenStatesTransformer);
    private readonly StateReader _reader = new(model, state, cancellationToken);

    protected override Func<HiddenStatesRow> OpenReader(DataViewRow input)
    {
        if (Inputs.Count == 1)
        {
            Func<string> text = RowReaders.Text(input, Inputs[0]);
            return () => new HiddenStatesRow(null, text(), null, input.Position);
        }

        Func<string> prompt = RowReaders.Text(input, Inputs[0]), response = Response(input, Inputs[1]);
        Func<KeptStates?> kept = Inputs.Count > 2 ? RowReaders.Scalar<KeptStates?>(input, Inputs[2]) : () => null;
        return () => new HiddenStatesRow(prompt(), response(), (KeptStates?)(kept() as ISharedValue)?.Share(), input.Position);
    }

    protected override IReadOnlyList<TokenStates> Compute(IReadOnlyList<HiddenStatesRow> rows) => _reader.Read(rows);

    private static IEnumerable<DataViewSchema.Column> Columns(HiddenStatesState state, DataViewSchema schema)
    {
        if (state.TextColumnName is not null)
        {
            yield return ColumnCheck.Text(schema, state.TextColumnName, Component);
            yield break;
        }

        yield return ColumnCheck.Text(schema, state.PromptColumnName!, Component);
        yield return ColumnCheck.SingleText(schema, state.ResponseColumnName!, Component);
        if (state is { Rows: StateRows.Emitting, KeptStatesColumnName: not null } &&
            schema.GetColumnOrNull(state.KeptStatesColumnName) is { Type: KeptStatesDataViewType } kept)
            yield return kept;
    }

    private static Func<string> Response(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
            return RowReaders.Text(input, column);
        Func<string[]> read = RowReaders.TextVector(input, column);
        return () => read()[0];
    }
}
