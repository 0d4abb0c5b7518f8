using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// What a monomial is made of: a variable, a constant, a prime under a root, or a function whose argument has been brought to normal
/// form. Real constants have a precise value too.
/// </summary>
internal sealed class Atom(string key, AtomKind kind, Func<SamplePoint, Complex> value, Func<PreciseReal?>? precise = null)
{
    // Sums within sums within sums: each key holds the ones inside it several times over.
    private const int LongestKey = 2_000;

    public string Key { get; } = key.Length <= LongestKey ? key : throw new WorkBudgetException();

    public AtomKind Kind { get; } = kind;

    public Complex At(SamplePoint point) => value(point);

    public PreciseReal? Precise() => precise?.Invoke();

    public static Atom Variable(string name) => new(name, AtomKind.Variable, point => point.Of(name));

    public static Atom Constant(string name, double value, Func<PreciseReal?> precise) => new(name, AtomKind.Transcendental, _ => value, precise);

    public static Atom Prime(BigInteger prime, bool proved) => new("#" + prime.ToString(CultureInfo.InvariantCulture),
        proved ? AtomKind.Prime : AtomKind.Composite, _ => (double)prime, () => PreciseReal.Of(new Rational(prime)));

    public static Atom ImaginaryUnit { get; } = new("i", AtomKind.ImaginaryUnit, _ => Complex.ImaginaryOne);
}
