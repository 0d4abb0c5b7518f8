namespace Microsoft.ML.Data;

internal sealed class OneToOneMapping : IRowMapping
{
    private readonly OneToOneTransformerBase _transformer;
    private readonly DataViewSchema.Column[] _inputs;

    public OneToOneMapping(OneToOneTransformerBase transformer, DataViewSchema.Column[] inputs)
    {
        _transformer = transformer;
        _inputs = inputs;
        Outputs = [.. inputs.Select((input, i) => transformer.OutputOf(transformer.Columns[i].Output, input))];
    }

    public IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    public Func<int, bool> Dependencies(Func<int, bool> wanted)
    {
        var needed = _inputs.Where((_, i) => wanted(i)).Select(c => c.Index).ToHashSet();
        return needed.Contains;
    }

    public Delegate[] Getters(DataViewRow input, Func<int, bool> wanted)
        => [.. _inputs.Select((column, i) => wanted(i) ? _transformer.GetterOf(input, column) : null)];
}
