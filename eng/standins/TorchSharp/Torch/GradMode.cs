namespace TorchSharp;

/// <summary>Sets the thread's gradient mode and sets it back when disposed.</summary>
internal sealed class GradMode : IDisposable
{
    private readonly bool before = torch.is_grad_enabled();

    public GradMode(bool enabled) => Door.td_set_grad_mode(enabled ? 1 : 0);

    public void Dispose() => Door.td_set_grad_mode(before ? 1 : 0);
}
