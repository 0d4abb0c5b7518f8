namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor from an operator of the form (size, *, dtype, layout, device).</summary>
    private static Tensor Made(Operator maker, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Tensor made = maker.Call(size, dtype ?? defaultType, Arg.None, InitializeDevice(device));
        return Unnamed(names, Track(made, requires_grad));
    }

    private static Tensor Random(Operator maker, long[] size, ScalarType? dtype, Device? device, bool requires_grad,
        Generator? generator, string[]? names)
    {
        Tensor made = maker.Call(size, generator, dtype ?? defaultType, Arg.None, InitializeDevice(device));
        return Unnamed(names, Track(made, requires_grad));
    }

    private static Tensor Integers(long low, long high, long[] size, ScalarType? dtype, Device? device, bool requires_grad,
        Generator? generator, string[]? names)
    {
        Tensor made = Aten.randint_low_generator.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None,
            InitializeDevice(device));
        return Unnamed(names, Track(made, requires_grad));
    }

    private static Tensor Full(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        ScalarType type = dtype ?? (is_integral(value.Type) ? ScalarType.Int64 : defaultType);
        Tensor made = Aten.full.Call(size, value, type, Arg.None, InitializeDevice(device));
        return Unnamed(names, Track(made, requires_grad));
    }

    private static Tensor Track(Tensor made, bool requires_grad)
    {
        if (requires_grad)
            made.requires_grad = true;
        return made;
    }

    private static Tensor Unnamed(string[]? names, Tensor made) =>
        names is { Length: > 0 } ? throw new NotSupportedException("Named dimensions are not supported.") : made;
}
