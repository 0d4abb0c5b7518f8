using System.Numerics;

namespace TorchSharp;

/// <summary>An argument of an operator before it is laid into a slot: a number, or an object that holds memory.</summary>
internal readonly struct Arg
{
    /// <summary>The optional argument is absent.</summary>
    public static readonly Arg None = new(SlotTag.None);

    /// <summary>The operator's own default is taken.</summary>
    public static readonly Arg Default = new(SlotTag.Default);

    public readonly object? Holder;
    public readonly long Bits;
    public readonly SlotTag Tag;

    private Arg(SlotTag tag, long bits = 0, object? holder = null)
    {
        Tag = tag;
        Bits = bits;
        Holder = holder;
    }

    public static Arg Optional(torch.Tensor?[] tensors) => new(SlotTag.OptionalTensors, holder: tensors);

    /// <summary>A sequence of numbers, or none at all.</summary>
    public static Arg Ints(ReadOnlySpan<long> values) => new(SlotTag.Ints, holder: values.ToArray());

    public static implicit operator Arg(torch.Tensor? tensor) => tensor is null ? None : new(SlotTag.Tensor, holder: tensor);

    public static implicit operator Arg(torch.Tensor[] tensors) => new(SlotTag.Tensors, holder: tensors);

    public static implicit operator Arg(bool value) => new(SlotTag.Bool, value ? 1 : 0);

    public static implicit operator Arg(bool? value) => value is { } known ? known : None;

    public static implicit operator Arg(long value) => new(SlotTag.Int, value);

    public static implicit operator Arg(long? value) => value is { } known ? known : None;

    public static implicit operator Arg(int value) => new(SlotTag.Int, value);

    public static implicit operator Arg(int? value) => value is { } known ? known : None;

    public static implicit operator Arg(double value) => new(SlotTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } known ? known : None;

    public static implicit operator Arg(Complex value) => new(SlotTag.Complex, BitConverter.DoubleToInt64Bits(value.Real), value);

    public static implicit operator Arg(long[]? values) => values is null ? None : new(SlotTag.Ints, holder: values);

    public static implicit operator Arg(double[]? values) => values is null ? None : new(SlotTag.Doubles, holder: values);

    public static implicit operator Arg(string? value) => value is null ? None : new(SlotTag.String, holder: value);

    public static implicit operator Arg(torch.ScalarType type) => new(SlotTag.Int, (long)type);

    public static implicit operator Arg(torch.ScalarType? type) => type is { } known ? known : None;

    public static implicit operator Arg(torch.Device? device) =>
        device is null ? None : new(SlotTag.Device, (long)device.type, holder: device);

    public static implicit operator Arg(torch.Generator? generator) => generator is null ? None : new(SlotTag.Generator, holder: generator);

    public static implicit operator Arg(Scalar? scalar) => scalar is null ? None : scalar.ToArg();
}
