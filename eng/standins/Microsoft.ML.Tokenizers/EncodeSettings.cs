namespace Microsoft.ML.Tokenizers;

/// <summary>How to encode. The count is unlimited unless it is set; both switches are off unless they are set.</summary>
public struct EncodeSettings
{
    public EncodeSettings() => MaxTokenCount = int.MaxValue;

    public bool ConsiderNormalization { get; set; }

    public bool ConsiderPreTokenization { get; set; }

    public int MaxTokenCount { get; set; }
}
