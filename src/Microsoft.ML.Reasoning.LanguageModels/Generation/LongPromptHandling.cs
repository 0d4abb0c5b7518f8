namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What becomes of a prompt that leaves no room for an answer in the model's context.</summary>
public enum LongPromptHandling
{
    /// <summary>The call ends with an error that names the prompt and both lengths, before any work is done.</summary>
    Refuse,

    /// <summary>Its samples have no tokens and end with <see cref="FinishReason.PromptTooLong"/>; the other prompts are answered.</summary>
    Skip,
}
