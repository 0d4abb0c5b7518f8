namespace Microsoft.ML.Contract.Tests;

/// <summary>What was asked of a <see cref="CountingView"/>, counted over all threads.</summary>
public sealed class Counts
{
    private int _cursors;
    private int _disposals;
    private int _moves;
    private int _numbers;
    private int _payloads;

    public int Cursors => _cursors;

    public int Disposals => _disposals;

    /// <summary>Calls of MoveNext.</summary>
    public int Moves => _moves;

    /// <summary>Values fetched from column Number.</summary>
    public int Numbers => _numbers;

    /// <summary>Values fetched from column Payload.</summary>
    public int Payloads => _payloads;

    /// <summary>Columns that the last cursor was asked for.</summary>
    public IReadOnlyList<string> LastColumns { get; set; } = [];

    /// <summary>The thread that fetched the last value of column Number.</summary>
    public int LastThread { get; set; }

    public void Cursor() => Interlocked.Increment(ref _cursors);

    public void Disposal() => Interlocked.Increment(ref _disposals);

    public void Move() => Interlocked.Increment(ref _moves);

    public void Number()
    {
        LastThread = Environment.CurrentManagedThreadId;
        Interlocked.Increment(ref _numbers);
    }

    public void Payload() => Interlocked.Increment(ref _payloads);
}
