using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// The [INST] templates of Mistral's models, which differ in spaces and in the place of the system's text. None has a generation
/// prompt: the end of a question is one.
/// </summary>
internal sealed class MistralTemplate(string name, MistralLayout layout) : ChatTemplate(name)
{
    protected override void Write(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, StringBuilder text)
    {
        text.Append("<s>");
        string? system = null;
        int first = 0;
        if (layout.System != MistralSystem.Tagged)
        {
            if (messages[0].Role == ChatMessage.System)
                (system, first) = (messages[0].Content, 1);
            CheckOrder(messages, first);
        }
        int carrier = layout.System == MistralSystem.InFirstQuestion ? first : messages.Count - 1;
        for (int i = first; i < messages.Count; i++)
            WriteTurn(text, messages[i], i == carrier ? system : null);
    }

    private void WriteTurn(StringBuilder text, ChatMessage message, string? system)
    {
        switch (message.Role)
        {
            case ChatMessage.User:
                text.Append(layout.Open);
                if (system is not null)
                    text.Append(system).Append("\n\n");
                text.Append(message.Content).Append(layout.Close);
                break;
            case ChatMessage.Assistant:
                text.Append(layout.BeforeAnswer).Append(layout.TrimAnswer ? Trim(message.Content) : message.Content).Append("</s>");
                break;
            default:
                text.Append("[SYSTEM_PROMPT] ").Append(message.Content).Append("[/SYSTEM_PROMPT]");
                break;
        }
    }

    private void CheckOrder(IReadOnlyList<ChatMessage> messages, int first)
    {
        if (first == 1 && layout.System == MistralSystem.Refused)
            throw Refusal("takes no system message");
        for (int i = first; i < messages.Count; i++)
            if (messages[i].Role != ((i - first) % 2 == 0 ? ChatMessage.User : ChatMessage.Assistant))
                throw Refusal($"wants user and assistant to take turns; message {i} is of the role '{messages[i].Role}'");
    }
}
