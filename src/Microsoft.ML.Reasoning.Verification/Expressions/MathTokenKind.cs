namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The kinds of token of mathematical text.</summary>
internal enum MathTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One letter, or a name that stands for one.</summary>
    Letter,

    /// <summary>A word of running text.</summary>
    Word,

    /// <summary>A command of LaTeX or a function written out.</summary>
    Command,

    /// <summary>A sign, in one way of writing for each: ≤ for \le, \leq, \leqslant and &lt;=.</summary>
    Sign,
}
