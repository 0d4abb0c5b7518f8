namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How a family of models wants a conversation written. Thread-safe.</summary>
public interface IChatTemplate
{
    /// <summary>The template's name, as in <see cref="ChatTemplates.KnownNames"/> or one's own.</summary>
    string Name { get; }

    /// <summary>Writes a conversation as one text, special tokens included: encode it without adding any.</summary>
    /// <param name="messages">The turns in order, at least one.</param>
    /// <param name="addGenerationPrompt">Whether the text ends where the assistant's answer begins.</param>
    /// <exception cref="ArgumentException">The template does not know such a conversation (roles, order).</exception>
    string Apply(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true);
}
