using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class MLContext : IHostEnvironment
{
    private readonly Host _host;
    private readonly Dictionary<string, object> _options = [];

    public MLContext(int? seed = null)
    {
        _host = new Host(new HostState(seed), null, null, seed is int value ? new Random(value) : new Random());
        _host.State.Message += (source, message) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source));
        BinaryClassification = new BinaryClassificationCatalog(_host);
        Data = new DataOperationsCatalog(_host);
        Model = new ModelOperationsCatalog(_host);
        Transforms = new TransformsCatalog(_host);
    }

    public event EventHandler<LoggingEventArgs> Log;

    public BinaryClassificationCatalog BinaryClassification { get; }

    public DataOperationsCatalog Data { get; }

    public ModelOperationsCatalog Model { get; }

    public TransformsCatalog Transforms { get; }

    public ComponentCatalog ComponentCatalog => _host.ComponentCatalog;

    public bool FallbackToCpu { get; set; }

    public int? GpuDeviceId { get; set; }

    public string TempFilePath { get; set; } = Path.GetTempPath();

    string IExceptionContext.ContextDescription => _host.ContextDescription;

    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(Named(name), value);

    public void SetOption<T>(string name, T value) => _options[Named(name)] = value;

    public bool TryGetOption<T>(string name, out T value)
    {
        bool found = _options.TryGetValue(Named(name), out object option) && option is T;
        value = found ? (T)option : default;
        return found;
    }

    // As the original does: an option that is not there is added with its default.
    public T GetOptionOrDefault<T>(string name)
    {
        if (!_options.ContainsKey(Named(name)))
            SetOption<T>(name, default);
        return (T)_options[name];
    }

    public bool RemoveOption(string name) => _options.Remove(Named(name));

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _host.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _host.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _host.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _host.StartProgressChannel(name);

    TException IExceptionContext.Process<TException>(TException ex) => _host.Process(ex);

    private static string Named(string name) => string.IsNullOrWhiteSpace(name) ? throw new ArgumentNullException(nameof(name)) : name;
}
