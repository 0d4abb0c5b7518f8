using Microsoft.ML.Internals;

namespace Microsoft.ML.Runtime;

internal sealed class Host : IHost
{
    private readonly Host _parent;
    private readonly string _fullName;
    private readonly Lock _lock = new();

    // A host bears the name of its parent's parent before its own: as in the original.
    public Host(HostState state, Host parent, string name, Random random)
    {
        State = state;
        _parent = parent;
        _fullName = parent?._parent?._fullName is string ancestor ? $"{ancestor}; {name}" : name;
        Rand = random;
    }

    public HostState State { get; }

    public Random Rand { get; }

    public ComponentCatalog ComponentCatalog => State.ComponentCatalog;

    public string ContextDescription => _fullName ?? "HostEnvironment";

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Check.NotEmpty(name, nameof(name));
        lock (_lock)
            return new Host(State, this, name, new Random(seed ?? Rand.Next()));
    }

    public IChannel Start(string name) => new Channel(SourceOf(name), State.Dispatch);

    // Nobody listens to messages other than those of channels.
    public IPipe<TMessage> StartPipe<TMessage>(string name) => new Pipe<TMessage>(SourceOf(name), (_, _) => { });

    public IProgressChannel StartProgressChannel(string name)
    {
        Check.NotEmpty(name, nameof(name));
        return new ProgressChannel();
    }

    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        if (ex != null)
            ex.Data["Throwing component"] = ContextDescription;
        return ex;
    }

    private string SourceOf(string name) => string.IsNullOrEmpty(_fullName) ? name : $"{_fullName}; {name}";
}
