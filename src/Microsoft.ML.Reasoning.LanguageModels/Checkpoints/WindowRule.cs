namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How a family of models says which layers have a sliding window.</summary>
internal enum WindowRule
{
    /// <summary>None has.</summary>
    None,

    /// <summary>All, where <c>sliding_window</c> is a number.</summary>
    EveryLayer,

    /// <summary>
    /// Those from <c>max_window_layers</c> up, or those that <c>layer_types</c> names, where <c>use_sliding_window</c> is true.
    /// </summary>
    UpperLayers,
}
