using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>Unrolling bound to an input schema: the repeated columns, then a scalar for each vector, then the number of the response.</summary>
internal sealed class UnrollBinding
{
    private readonly DataViewSchema.Column[] _repeated;

    public UnrollBinding(UnrollResponsesState state, DataViewSchema input)
    {
        var unrolled = new List<DataViewSchema.Column>();
        var added = new List<DataViewSchema.DetachedColumn>();
        foreach (InputOutputColumnPair pair in state.Columns)
        {
            if (unrolled.Count > 0 && state.OthersMayBeMissing && input.GetColumnOrNull(pair.InputColumnName) is null)
                continue;
            DataViewSchema.Column column = ColumnCheck.AnyVector(input, pair.InputColumnName, nameof(UnrollResponsesTransformer));
            unrolled.Add(column);
            added.Add(new DataViewSchema.DetachedColumn(pair.OutputColumnName, ((VectorDataViewType)column.Type).ItemType));
        }
        // States kept of the responses go with them.
        foreach (DataViewSchema.Column column in input.Where(column => !column.IsHidden && column.Type is KeptStatesDataViewType))
        {
            unrolled.Add(column);
            added.Add(new DataViewSchema.DetachedColumn(column.Name, column.Type));
        }

        added.Add(new DataViewSchema.DetachedColumn(state.SampleIndexColumnName, NumberDataViewType.Int32));
        Unrolled = unrolled;
        Added = added;
        var vectors = unrolled.Select(column => column.Index).ToHashSet();
        _repeated = input.Where(column => !column.IsHidden && !vectors.Contains(column.Index)).ToArray();
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_repeated);
        builder.AddColumns(added);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema OutputSchema { get; }

    /// <summary>The vectors, the one that counts the responses first, and what else has a part for each response.</summary>
    public IReadOnlyList<DataViewSchema.Column> Unrolled { get; }

    /// <summary>The scalars and, last, the number of the response.</summary>
    public IReadOnlyList<DataViewSchema.DetachedColumn> Added { get; }

    /// <summary>How many responses each row has, where the type tells, so that no row must be computed to count them; else 0.</summary>
    public int KnownSize => ((VectorDataViewType)Unrolled[0].Type).Size;

    /// <summary>The input column of an output column; null for the number of the response.</summary>
    public DataViewSchema.Column? Source(DataViewSchema.Column output) =>
        output.Index < _repeated.Length ? _repeated[output.Index]
        : output.Index - _repeated.Length < Unrolled.Count ? Unrolled[output.Index - _repeated.Length]
        : null;

    public bool IsRepeated(DataViewSchema.Column output) => output.Index < _repeated.Length;
}
