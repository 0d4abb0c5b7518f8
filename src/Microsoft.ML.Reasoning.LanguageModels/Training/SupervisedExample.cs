namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A prompt and the response that the model shall learn to give to it.</summary>
/// <param name="PromptIds">The tokens of the prompt, at least one. Nothing is learned from predicting them.</param>
/// <param name="ResponseIds">The tokens of the response, at least one; with the end token, if the model shall learn to stop.</param>
public sealed record SupervisedExample(IReadOnlyList<int> PromptIds, IReadOnlyList<int> ResponseIds)
{
    /// <summary>The number of tokens, prompt and response together.</summary>
    public int TokenCount => PromptIds.Count + ResponseIds.Count;
}
