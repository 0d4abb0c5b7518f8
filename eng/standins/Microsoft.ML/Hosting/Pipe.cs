namespace Microsoft.ML.Runtime;

internal class Pipe<TMessage>(string name, Action<string, TMessage> dispatch) : IPipe<TMessage>
{
    public string ContextDescription => name;

    public TException Process<TException>(TException ex)
        where TException : Exception
    {
        if (ex != null)
            ex.Data["Phase"] = name;
        return ex;
    }

    public void Send(TMessage msg) => dispatch(name, msg);

    public virtual void Dispose()
    {
    }
}
