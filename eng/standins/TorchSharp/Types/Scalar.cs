using System.Numerics;

namespace TorchSharp;

/// <summary>A number as an operator's argument: as in libtorch a truth value, an integer, a double or a complex number.</summary>
public sealed class Scalar : IDisposable
{
    private readonly long integer;
    private readonly Complex number;

    internal Scalar(long value, bool truth = false)
    {
        integer = value;
        number = value;
        Type = truth ? torch.ScalarType.Bool : torch.ScalarType.Int64;
    }

    internal Scalar(double value)
    {
        integer = unchecked((long)value);
        number = value;
        Type = torch.ScalarType.Float64;
    }

    internal Scalar(Complex value)
    {
        integer = unchecked((long)value.Real);
        number = value;
        Type = torch.ScalarType.ComplexFloat64;
    }

    public torch.ScalarType Type { get; }

    internal long Integer => integer;

    internal double Real => number.Real;

    internal Complex Complex => number;

    public static implicit operator Scalar(byte value) => new(value);

    public static implicit operator Scalar(sbyte value) => new(value);

    public static implicit operator Scalar(short value) => new(value);

    public static implicit operator Scalar(int value) => new(value);

    public static implicit operator Scalar(long value) => new(value);

    public static implicit operator Scalar(Half value) => new((double)value);

    public static implicit operator Scalar(float value) => new((double)value);

    public static implicit operator Scalar(double value) => new(value);

    public static implicit operator Scalar((float, float) value) => new(new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(value);

    public static implicit operator Scalar(bool value) => new(value ? 1 : 0, truth: true);

    public void Dispose()
    {
    }

    internal Arg ToArg() => Type switch
    {
        torch.ScalarType.Bool => integer != 0,
        torch.ScalarType.Int64 => integer,
        torch.ScalarType.Float64 => number.Real,
        _ => number,
    };
}
