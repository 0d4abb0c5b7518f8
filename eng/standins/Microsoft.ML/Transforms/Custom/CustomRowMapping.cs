using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// All outputs come from one call of the user's action a row, made when the first of them is asked for.
// A cursor has one source and one destination object, used for every row.
internal sealed class CustomRowMapping<TSrc, TDst>(DataViewSchema schema, RowWriting<TSrc> writing, RowClass outputs, Action<TSrc, TDst> mapAction) : IRowMapping
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly HashSet<int> _needed = [.. writing.Dependencies(schema).Select(c => c.Index)];

    public IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
        [.. outputs.Columns.Select(c => new DataViewSchema.DetachedColumn(c.Name, c.Type, c.Annotations))];

    public Func<int, bool> Dependencies(Func<int, bool> wanted)
        => Enumerable.Range(0, Outputs.Count).Any(wanted) ? _needed.Contains : _ => false;

    public Delegate[] Getters(DataViewRow input, Func<int, bool> wanted)
    {
        var getters = new Delegate[Outputs.Count];
        if (!Enumerable.Range(0, getters.Length).Any(wanted))
            return getters;
        Action<TSrc> fill = writing.Bind(input);
        var source = new TSrc();
        var destination = new TDst();
        long served = -1;
        TDst Current()
        {
            if (served != input.Position)
            {
                fill(source);
                mapAction(source, destination);
                served = input.Position;
            }
            return destination;
        }
        for (int i = 0; i < getters.Length; i++)
        {
            if (wanted(i))
                getters[i] = RowReading<TDst>.Getter(outputs.Columns[i], Current);
        }
        return getters;
    }
}
