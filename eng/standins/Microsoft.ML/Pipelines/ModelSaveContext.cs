namespace Microsoft.ML;

// Gives a third party nothing to write with, in the real package too.
public sealed class ModelSaveContext : IDisposable
{
    internal ModelSaveContext()
    {
    }

    public void Dispose()
    {
    }
}
