using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Llama 3 writes a header before each turn; 3.1 and 3.2 begin with a system turn that names dates, asked for or not. The published
/// 3.2 template puts today's date there; ours keeps the published default date, so that a prompt does not change overnight.
/// </summary>
internal sealed class Llama3Template(string name, bool datedSystem) : ChatTemplate(name)
{
    private const string Dates = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n";

    protected override void Write(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, StringBuilder text)
    {
        text.Append("<|begin_of_text|>");
        int first = 0;
        if (datedSystem)
        {
            first = messages[0].Role == ChatMessage.System ? 1 : 0;
            WriteTurn(text, ChatMessage.System, Dates + (first == 1 ? Trim(messages[0].Content) : string.Empty));
        }
        foreach (ChatMessage message in messages.Skip(first))
            WriteTurn(text, message.Role, Trim(message.Content));
        if (addGenerationPrompt)
            WriteHeader(text, ChatMessage.Assistant);
    }

    private static void WriteTurn(StringBuilder text, string role, string content)
    {
        WriteHeader(text, role);
        text.Append(content).Append("<|eot_id|>");
    }

    private static void WriteHeader(StringBuilder text, string role) =>
        text.Append("<|start_header_id|>").Append(role).Append("<|end_header_id|>\n\n");
}
