namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false)
    {
        bool whole = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        ScalarType type = dtype ?? (whole ? ScalarType.Int64 : defaultType);
        return Track(Aten.arange_start_step.Call(start, stop, step, type, Arg.None, InitializeDevice(device)), requires_grad);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        Track(Aten.linspace.Call(start, end, steps, dtype ?? defaultType, Arg.None, InitializeDevice(device)), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false) =>
        Track(Aten.logspace.Call(start, end, steps, @base, dtype ?? defaultType, Arg.None, InitializeDevice(device)), requires_grad);
}
