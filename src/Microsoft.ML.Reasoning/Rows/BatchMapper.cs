namespace Microsoft.ML.Reasoning;

/// <summary>
/// What one component computes from rows of one input schema. The view, the cursor and the row mapper around it are shared:
/// a component only reads its inputs, computes a batch and says which columns come out.
/// </summary>
internal abstract class BatchMapper
{
    /// <summary>How many rows are looked ahead and computed together; 1 computes each row on its own when it is asked for.</summary>
    public abstract int BatchSize { get; }

    /// <summary>The columns of the input schema that the computation reads.</summary>
    public abstract IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    /// <summary>The columns that the computation adds, in order.</summary>
    public abstract IEnumerable<DataViewSchema.DetachedColumn> Outputs { get; }

    /// <summary>A batch that reads from <paramref name="input"/>; one per cursor.</summary>
    public abstract RowBatch Open(DataViewRow input);

    /// <summary>A cursor has come to the end of the data: the time to tell what was counted on the way.</summary>
    public virtual void PassEnded()
    {
    }
}
