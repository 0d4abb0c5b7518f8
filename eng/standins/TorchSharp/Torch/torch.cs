namespace TorchSharp;

/// <summary>The functions of libtorch under their Python names.</summary>
public static partial class torch
{
    /// <summary>The version of the libtorch that was found.</summary>
    public static string __version__ => System.Runtime.InteropServices.Marshal.PtrToStringUTF8(Door.td_version())!;

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThread.Current;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThread.Open();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    /// <summary>Kept for source compatibility: errors are thrown where they happen.</summary>
    public static void CheckForErrors()
    {
    }

    public static int get_num_threads() => Door.td_threads(0);

    public static int get_num_interop_threads() => Door.td_threads(1);

    public static void set_num_threads(int num) => Door.Check(Door.td_set_threads(0, num));

    public static void set_num_interop_threads(int num) => Door.Check(Door.td_set_threads(1, num));

    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Door.td_grad_mode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => Door.td_inference_mode() != 0;
}
