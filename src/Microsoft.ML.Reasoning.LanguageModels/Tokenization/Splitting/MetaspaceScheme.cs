namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which segments get a leading mark: every one, only the one where the text begins, or none.</summary>
internal enum MetaspaceScheme
{
    Always,
    First,
    Never,
}
