using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What generation keeps of one response: its exact tokens and the states that emitted them.</summary>
internal sealed record KeptResponse(
    CausalLanguageModel Model,
    string Prompt,
    string Text,
    IReadOnlyList<int> PromptTokenIds,
    IReadOnlyList<int> TokenIds,
    IReadOnlyList<int> Layers,
    TokenStates States)
{
    /// <summary>Whether this is what the model would see in these texts; a text that was changed since needs a pass of its own.</summary>
    public bool Describes(CausalLanguageModel model, string prompt, string text) =>
        ReferenceEquals(model, Model) && prompt == Prompt && text == Text;
}
