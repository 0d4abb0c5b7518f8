using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// ChatML whose answers before the last question lose their thoughts, and whose later answers always show a block for them. Without
/// thinking the generation prompt ends in an empty block.
/// </summary>
internal sealed class Qwen3Template(string name, bool thinking) : ChatTemplate(name)
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    protected override void Write(IReadOnlyList<ChatMessage> messages, bool addGenerationPrompt, StringBuilder text)
    {
        int lastQuestion = messages.Count - 1;
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if (IsQuestion(messages[i]))
            {
                lastQuestion = i;
                break;
            }
        }
        for (int i = 0; i < messages.Count; i++)
        {
            ChatMessage message = messages[i];
            text.Append("<|im_start|>").Append(message.Role).Append('\n');
            if (message.Role == ChatMessage.Assistant)
                WriteAnswer(text, message.Content, i > lastQuestion, i == messages.Count - 1);
            else
                text.Append(message.Content);
            text.Append("<|im_end|>\n");
        }
        if (!addGenerationPrompt)
            return;
        text.Append("<|im_start|>assistant\n");
        if (!thinking)
            text.Append("<think>\n\n</think>\n\n");
    }

    private static void WriteAnswer(StringBuilder text, string content, bool afterLastQuestion, bool last)
    {
        string thought = string.Empty;
        int close = content.IndexOf(Close, StringComparison.Ordinal);
        if (close >= 0)
        {
            string before = content[..close].TrimEnd('\n');
            int open = before.LastIndexOf(Open, StringComparison.Ordinal);
            thought = (open < 0 ? before : before[(open + Open.Length)..]).TrimStart('\n');
            content = content[(content.LastIndexOf(Close, StringComparison.Ordinal) + Close.Length)..].TrimStart('\n');
        }
        if (afterLastQuestion && (last || thought.Length > 0))
            text.Append("<think>\n").Append(thought.Trim('\n')).Append("\n</think>\n\n").Append(content.TrimStart('\n'));
        else
            text.Append(content);
    }

    // A user turn that only carries a tool's result is no question.
    private static bool IsQuestion(ChatMessage message) => message.Role == ChatMessage.User
        && !(message.Content.StartsWith("<tool_response>", StringComparison.Ordinal)
            && message.Content.EndsWith("</tool_response>", StringComparison.Ordinal));
}
