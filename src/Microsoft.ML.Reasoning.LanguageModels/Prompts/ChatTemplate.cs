using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What the built-in templates have in common: the checks, and where the text is collected.</summary>
internal abstract class ChatTemplate(string name) : IChatTemplate
{
    public string Name => name;

    public string Apply(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (messages.Count == 0)
            throw new ArgumentException($"The chat template '{name}' needs at least one message.", nameof(messages));
        foreach (ChatMessage message in messages)
            if (message.Role is not (ChatMessage.System or ChatMessage.User or ChatMessage.Assistant))
                throw Refusal($"does not know the role '{message.Role}'; known are system, user and assistant");
        StringBuilder text = new();
        Write(messages, addGenerationPrompt, text);
        return text.ToString();
    }

    protected abstract void Write(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, StringBuilder text);

    protected ArgumentException Refusal(string what) => new($"The chat template '{name}' {what}.");

    /// <summary>Without white space at both ends, which in the templates' language includes the separators U+001C to U+001F.</summary>
    protected static string Trim(string text)
    {
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
            start++;
        while (end > start && IsSpace(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\x1C' and <= '\x1F';
}
