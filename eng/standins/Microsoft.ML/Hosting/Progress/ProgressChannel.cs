using Microsoft.ML.Internals;

namespace Microsoft.ML.Runtime;

// Nobody can listen to progress through the public surface of ML.NET: what is reported is dropped.
internal sealed class ProgressChannel : IProgressChannel
{
    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
    {
        Check.NotNull(header, nameof(header));
        Check.NotNull(fillAction, nameof(fillAction));
    }

    public void Checkpoint(params double?[] values)
    {
    }

    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel();

    public void Dispose()
    {
    }
}
