namespace TorchSharp;

/// <summary>Holds libtorch's inference guard, which belongs to the thread that made it and must end there.</summary>
internal sealed class InferenceMode : IDisposable
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private IntPtr guard;

    public InferenceMode(bool mode)
    {
        guard = Door.td_inference_begin(mode ? 1 : 0);
        if (guard == IntPtr.Zero)
            Door.Throw();
    }

    public void Dispose()
    {
        if (guard == IntPtr.Zero)
            return;
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("An inference mode must end on the thread that began it.");
        Door.td_inference_end(guard);
        guard = IntPtr.Zero;
    }
}
