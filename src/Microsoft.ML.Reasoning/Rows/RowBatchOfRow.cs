namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class RowBatch<TRow, TResult>(
    Func<TRow> read, Func<IReadOnlyList<TRow>, IReadOnlyList<TResult>> compute, OutputColumn<TResult>[] outputs) : RowBatch
{
    private readonly List<TRow> _rows = [];
    private IReadOnlyList<TResult> _results = [];

    public override void Read() => _rows.Add(read());

    public override void Compute()
    {
        _results = compute(_rows);
        if (_results.Count != _rows.Count)
            throw new InvalidOperationException($"{_results.Count} results for {_rows.Count} rows.");
    }

    public override void Clear()
    {
        _rows.Clear();
        _results = [];
    }

    public override Delegate CreateGetter(int output, Func<int> current) =>
        outputs[output].CreateGetter(() =>
        {
            int place = current(); // computes, so it comes before the results are touched
            return _results[place];
        });
}
