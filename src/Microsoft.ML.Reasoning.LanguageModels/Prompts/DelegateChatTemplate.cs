namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A template that somebody else wrote, as a function.</summary>
internal sealed class DelegateChatTemplate(string name, Func<IReadOnlyList<ChatMessage>, bool, string> apply) : IChatTemplate
{
    public string Name => name;

    public string Apply(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt = true)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return apply(messages, addGenerationPrompt);
    }
}
