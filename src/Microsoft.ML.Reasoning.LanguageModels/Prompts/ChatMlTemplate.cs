using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// <c>&lt;|im_start|&gt;role\ncontent&lt;|im_end|&gt;\n</c> for every turn. Some families begin with a system turn of their own where the
/// conversation has none.
/// </summary>
internal sealed class ChatMlTemplate(string name, string? defaultSystem = null) : ChatTemplate(name)
{
    protected override void Write(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, StringBuilder text)
    {
        if (defaultSystem is not null && messages[0].Role != ChatMessage.System)
            WriteTurn(text, ChatMessage.System, defaultSystem);
        foreach (ChatMessage message in messages)
            WriteTurn(text, message.Role, message.Content);
        if (addGenerationPrompt)
            text.Append("<|im_start|>assistant\n");
    }

    private static void WriteTurn(StringBuilder text, string role, string content) =>
        text.Append("<|im_start|>").Append(role).Append('\n').Append(content).Append("<|im_end|>\n");
}
