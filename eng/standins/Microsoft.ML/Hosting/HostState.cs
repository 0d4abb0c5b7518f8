namespace Microsoft.ML.Runtime;

// What an MLContext and all hosts registered with it share.
internal sealed class HostState(int? seed)
{
    public int? Seed { get; } = seed;

    public ComponentCatalog ComponentCatalog { get; } = new();

    public event Action<string, ChannelMessage> Message;

    public void Dispatch(string source, ChannelMessage message) => Message?.Invoke(source, message);
}
