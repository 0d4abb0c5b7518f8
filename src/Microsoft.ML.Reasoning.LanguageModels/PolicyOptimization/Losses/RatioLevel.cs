namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What an importance ratio is taken over.</summary>
public enum RatioLevel
{
    /// <summary>Each token has its own.</summary>
    Token,

    /// <summary>All tokens of a response share the geometric mean of theirs: GSPO (arXiv 2507.18071, equation 7).</summary>
    Sequence,
}
