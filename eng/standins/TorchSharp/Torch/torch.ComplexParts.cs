namespace TorchSharp;

public static partial class torch
{
    public static Tensor real(Tensor input) => input.real;

    public static Tensor imag(Tensor input) => input.imag;

    public static Tensor complex(Tensor real, Tensor imag) => Aten.complex.Call(real, imag);

    public static Tensor polar(Tensor abs, Tensor angle) => Aten.polar.Call(abs, angle);

    public static bool is_conj(Tensor input) => input.is_conj();
}
