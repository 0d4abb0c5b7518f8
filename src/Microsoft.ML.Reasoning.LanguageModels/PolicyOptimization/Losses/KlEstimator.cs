namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How the divergence from the reference model is estimated from one sample; d = log p - log p_reference.</summary>
public enum KlEstimator
{
    /// <summary>d: unbiased, of any sign.</summary>
    K1,

    /// <summary>d^2 / 2: biased, never negative.</summary>
    K2,

    /// <summary>exp(-d) - 1 + d: unbiased and never negative.</summary>
    K3,
}
