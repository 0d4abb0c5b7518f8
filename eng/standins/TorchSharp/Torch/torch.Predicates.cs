namespace TorchSharp;

public static partial class torch
{
    public static bool is_tensor(object obj) => obj is Tensor;

    public static bool is_nonzero(Tensor input) => input.is_nonzero();

    public static long numel(Tensor input) => input.numel();
}
