namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A prompt, computed once, and the responses that attend to it.</summary>
/// <param name="Rows">The rows of the prompt.</param>
/// <param name="Responses">The rows of each response but its last token, which emits nothing.</param>
internal sealed record HostPrompt(HostSegment Rows, HostSegment[] Responses);
