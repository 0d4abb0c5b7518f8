namespace Microsoft.ML.Data;

// A cursor with the rows of its input and other columns.
internal abstract class SynchronizedCursor(DataViewRowCursor input) : DataViewRowCursor
{
    private bool _disposed;

    public sealed override long Position => input.Position;

    public sealed override long Batch => input.Batch;

    protected DataViewRowCursor Input => input;

    public sealed override bool MoveNext() => input.MoveNext();

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected virtual void Release()
    {
    }

    protected sealed override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        Release();
        input.Dispose();
        base.Dispose(disposing);
    }
}
