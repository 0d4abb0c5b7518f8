using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// DeepSeek-R1 and its distilled models: the system's text stands bare in front, answers lose their thoughts, and the generation
/// prompt opens the next ones.
/// </summary>
internal sealed class DeepSeekR1Template(string name) : ChatTemplate(name)
{
    private const string Close = "</think>";

    protected override void Write(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, StringBuilder text)
    {
        text.Append("<｜begin▁of▁sentence｜>");
        // Of several system turns the last one counts, wherever it stands.
        text.Append(messages.LastOrDefault(message => message.Role == ChatMessage.System)?.Content);
        foreach (ChatMessage message in messages)
        {
            if (message.Role == ChatMessage.User)
                text.Append("<｜User｜>").Append(message.Content);
            else if (message.Role == ChatMessage.Assistant)
                text.Append("<｜Assistant｜>").Append(WithoutThoughts(message.Content)).Append("<｜end▁of▁sentence｜>");
        }
        if (addGenerationPrompt)
            text.Append("<｜Assistant｜><think>\n");
    }

    private static string WithoutThoughts(string content)
    {
        int close = content.LastIndexOf(Close, StringComparison.Ordinal);
        return close < 0 ? content : content[(close + Close.Length)..];
    }
}
