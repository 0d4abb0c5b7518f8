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
        ForgetRows();
    }

    public override void Clear()
    {
        ForgetRows();
        for (int place = 0; place < _results.Count; place++)
            Release(place);
        _results = [];
    }

    public override void Release(int place)
    {
        if (place < _results.Count && _results[place] is IDisposable result)
            result.Dispose();
    }

    public override Delegate CreateGetter(int output, Func<int> current) =>
        outputs[output].CreateGetter(() =>
        {
            int place = current(); // computes, so it comes before the results are touched
            return _results[place];
        });

    /// <summary>What was read is not needed once the results are there, and may hold shares of the input's values.</summary>
    private void ForgetRows()
    {
        foreach (TRow row in _rows)
            (row as IDisposable)?.Dispose();
        _rows.Clear();
    }
}
