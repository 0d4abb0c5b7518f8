namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Why a sample ended.</summary>
public enum FinishReason
{
    /// <summary>The model gave a stop token.</summary>
    Stop,

    /// <summary>The sample reached <see cref="GenerationOptions.MaxNewTokens"/> or the end of the model's context.</summary>
    Length,
}
