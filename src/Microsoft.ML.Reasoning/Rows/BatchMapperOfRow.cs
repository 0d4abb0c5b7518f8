namespace Microsoft.ML.Reasoning;

/// <summary>A mapper that turns what it reads of each row (<typeparamref name="TRow"/>) into one result a row.</summary>
internal abstract class BatchMapper<TRow, TResult> : BatchMapper
{
    private readonly OutputColumn<TResult>[] _outputs;

    protected BatchMapper(int batchSize, IReadOnlyList<DataViewSchema.Column> inputs, params OutputColumn<TResult>[] outputs)
    {
        BatchSize = batchSize;
        Inputs = inputs;
        _outputs = outputs;
    }

    public override int BatchSize { get; }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IEnumerable<DataViewSchema.DetachedColumn> Outputs => _outputs.Select(output => output.Column);

    public override RowBatch Open(DataViewRow input) => new RowBatch<TRow, TResult>(OpenReader(input), Compute, _outputs);

    /// <summary>A function that reads the row on which <paramref name="input"/> stands.</summary>
    protected abstract Func<TRow> OpenReader(DataViewRow input);

    /// <summary>One result for each row, in order.</summary>
    protected abstract IReadOnlyList<TResult> Compute(IReadOnlyList<TRow> rows);
}
