using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The functions of answers in floating point, over the complex numbers.</summary>
internal static class NumericFunctions
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The nearest double, also where numerator and denominator are both out of its range.</summary>
    public static double ToDouble(Rational value)
    {
        double top = (double)value.Numerator, bottom = (double)value.Denominator;
        return double.IsFinite(top) && double.IsFinite(bottom)
            ? top / bottom
            : value.Sign * Math.Exp(BigInteger.Log(BigInteger.Abs(value.Numerator)) - BigInteger.Log(value.Denominator));
    }

    public static Complex Power(Complex value, double exponent)
    {
        if (exponent == 1)
            return value;
        if (value.Imaginary == 0 && (value.Real >= 0 || exponent == Math.Floor(exponent)))
            return Math.Pow(value.Real, exponent);
        return Complex.Pow(value, exponent);
    }

    /// <summary>x! for a real x, by the approximation of Lanczos; no number where x is not real.</summary>
    public static Complex Factorial(Complex x)
    {
        if (x.Imaginary != 0)
            return double.NaN;
        if (x.Real < -0.5)
            return -Math.PI / (Math.Sin(Math.PI * x.Real) * Factorial(-x.Real - 1));
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (x.Real + i);
        double t = x.Real + 7.5;
        return Math.Sqrt(2 * Math.PI) * Math.Pow(t, x.Real + 0.5) * Math.Exp(-t) * sum;
    }

    /// <summary>The precise value of a function of a real number; null where there is none.</summary>
    public static PreciseReal? Precise(string name, PreciseReal value) => name switch
    {
        "sin" => value.Sin(),
        "cos" => value.Cos(),
        "tan" => value.Cos() is { Sign: not 0 } cosine ? value.Sin() / cosine : null,
        "ln" => value.Log(),
        "abs" => value.Abs(),
        _ => null,
    };

    /// <summary>Null for a function that has no value here.</summary>
    public static Func<Complex, Complex>? OfOne(string name) => name switch
    {
        "sin" => Complex.Sin,
        "cos" => Complex.Cos,
        "tan" => Complex.Tan,
        "cot" => x => 1 / Complex.Tan(x),
        "sec" => x => 1 / Complex.Cos(x),
        "csc" => x => 1 / Complex.Sin(x),
        "arcsin" => Complex.Asin,
        "arccos" => Complex.Acos,
        "arctan" => Complex.Atan,
        "arccot" => x => Math.PI / 2 - Complex.Atan(x),
        "sinh" => Complex.Sinh,
        "cosh" => Complex.Cosh,
        "tanh" => Complex.Tanh,
        "ln" or "log" => Complex.Log,
        "lg" => x => Complex.Log(x) / Math.Log(10),
        "abs" => x => Complex.Abs(x),
        "floor" => x => Math.Floor(x.Real),
        "ceil" => x => Math.Ceiling(x.Real),
        "Re" => x => x.Real,
        "Im" => x => x.Imaginary,
        _ => null,
    };
}
