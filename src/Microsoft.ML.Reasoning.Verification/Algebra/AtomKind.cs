namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The kinds of atom.</summary>
internal enum AtomKind
{
    /// <summary>A free variable.</summary>
    Variable,

    /// <summary>A prime number under a root. Products of such roots with different exponents are independent over the rationals.</summary>
    Prime,

    /// <summary>A large number under a root that may have factors in common with others.</summary>
    Composite,

    /// <summary>The imaginary unit.</summary>
    ImaginaryUnit,

    /// <summary>Anything else: π, e, a function, a root of a sum.</summary>
    Transcendental,
}
