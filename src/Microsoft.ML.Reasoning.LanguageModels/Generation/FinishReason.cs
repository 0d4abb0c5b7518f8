namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Why a sample ended.</summary>
public enum FinishReason
{
    /// <summary>The model gave a stop token, or its text came to a stop string.</summary>
    Stop,

    /// <summary>The sample reached <see cref="GenerationOptions.MaxNewTokens"/> or the end of the model's context.</summary>
    Length,

    /// <summary>The prompt left no room in the model's context, and <see cref="GenerationOptions.LongPrompts"/> said to go on without it.</summary>
    PromptTooLong,
}
