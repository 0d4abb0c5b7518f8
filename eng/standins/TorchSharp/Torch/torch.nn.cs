using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction
        {
            None = 0, Mean = 1, Sum = 2,
        }

        public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

        public static partial class functional
        {
            private static Tensor Padded(Tensor input, long[] pad, PaddingModes mode, double value) => mode switch
            {
                PaddingModes.Constant or PaddingModes.Zeros => Aten.pad.Call(input, pad, "constant",
                    mode == PaddingModes.Zeros ? 0 : value),
                _ => Aten.pad.Call(input, pad, mode.ToString().ToLowerInvariant()),
            };
        }
    }
}
