namespace TorchSharp;

/// <summary>Disposes, when it ends, the tensors that its thread made meanwhile and that were not moved elsewhere.</summary>
public sealed partial class DisposeScope : IDisposable
{
    private DisposeScopeManager? manager;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        Outer = outer;
    }

    public IReadOnlyList<IDisposable> DisposablesView
    {
        get
        {
            _ = Manager;
            return [.. Held];
        }
    }

    public int DisposablesCount
    {
        get
        {
            _ = Manager;
            return Held.Count;
        }
    }

    internal DisposeScope? Outer { get; set; }

    internal HashSet<IDisposable> Held { get; private set; } = new(ReferenceEqualityComparer.Instance);

    private DisposeScopeManager Manager => manager ?? throw new ObjectDisposedException(typeof(DisposeScope).FullName);

    public bool Contains(IDisposable disposable) => Held.Contains(disposable);

    public void Attach(IDisposable disposable) => Attach((IEnumerable<IDisposable>)[disposable]);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        _ = Manager;
        IDisposable[] all = [.. disposables];
        foreach (IDisposable disposable in all)
            Take(this, disposable);
        return all;
    }

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        _ = Manager;
        if (scope is null)
        {
            Detach(disposables);
            return;
        }
        foreach (IDisposable disposable in disposables)
        {
            if (Held.Contains(disposable))
                Take(scope, disposable);
        }
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        DisposeScopeManager current = Manager;
        foreach (IDisposable disposable in disposables)
        {
            if (Held.Remove(disposable) && disposable is torch.Tensor tensor)
            {
                current.Counts.DetachedFromScopeCount++;
                tensor.Scope = null;
            }
        }
    }

    public void DisposeEverything() => DisposeEverythingBut((IEnumerable<IDisposable>)[]);

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        _ = Manager;
        HashSet<IDisposable> all = Held;
        Held = new(inKeep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in all)
        {
            if (!Held.Contains(disposable))
                disposable.Dispose();
        }
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        Manager.Counts.DisposedInScopeCount++;
        Held.Remove(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.Scope = null;
    }

    public void Dispose()
    {
        if (manager is null)
            return;
        DisposeEverything();
        manager.Close(this);
        manager = null;
    }

    private static void Take(DisposeScope scope, IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor)
            throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");
        if (tensor.Scope == scope)
            return;
        tensor.Scope?.Held.Remove(tensor);
        scope.Held.Add(tensor);
        tensor.Scope = scope;
    }
}
