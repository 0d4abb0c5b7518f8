namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which layers latent exploration looks at, of a model whose last block is number n.</summary>
public enum LatentLayers
{
    /// <summary>As the authors' released code: after the final norm, then the outputs of blocks n - 2, n - 3 ... n - d; block n - 1 is left out.</summary>
    Published,

    /// <summary>As the paper's text: after the final norm, then the outputs of blocks n - 1, n - 2 ... n - d + 1.</summary>
    Consecutive,
}
