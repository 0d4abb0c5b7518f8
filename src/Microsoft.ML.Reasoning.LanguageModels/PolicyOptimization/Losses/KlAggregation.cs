namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How the divergence of tokens is averaged.</summary>
public enum KlAggregation
{
    /// <summary>As the loss is.</summary>
    AsLoss,

    /// <summary>The mean over responses of the mean over their tokens, whatever the loss does (ReLaX, arXiv 2512.07558, equation 11).</summary>
    Responses,
}
