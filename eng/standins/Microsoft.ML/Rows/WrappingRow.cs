namespace Microsoft.ML.Data;

// A row with the position of its input and other columns.
internal abstract class WrappingRow(DataViewRow input) : DataViewRow
{
    private bool _disposed;

    public sealed override long Position => input.Position;

    public sealed override long Batch => input.Batch;

    protected DataViewRow Input => input;

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
