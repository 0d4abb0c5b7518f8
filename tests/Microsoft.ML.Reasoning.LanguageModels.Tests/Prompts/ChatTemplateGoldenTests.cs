using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Every rendered conversation of the published templates, to the character.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class ChatTemplateGoldenTests
{
    [TestMethod]
    public void Conversations_are_written_as_the_published_templates_write_them()
    {
        List<string> wrong = [];
        int count = 0;
        foreach (string line in File.ReadLines(Shared.PathOf("data", "prompts", "chat_cases.jsonl")))
        {
            JsonElement row = JsonDocument.Parse(line).RootElement;
            string? expected = row.GetProperty("expected").GetString();
            string? written = Write(row);
            // The rows that llama.cpp made have no beginning token.
            if (row.TryGetProperty("bos_token", out JsonElement begin) && begin.GetString() == "")
            {
                StringAssert.StartsWith(written, "<s>");
                written = written!["<s>".Length..];
            }
            if (written != expected)
                wrong.Add($"{line}: {written}");
            count++;
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
        Assert.AreEqual(69, count);
    }

    [TestMethod]
    [DataRow("qwen2.5", "qwen2.5")]
    [DataRow("llama3.2", "llama3.1")]
    [DataRow("deepseek-r1-distill-qwen", "deepseek-r1")]
    public void The_template_of_a_published_checkpoint_is_recognised(string checkpoint, string template)
    {
        Assert.AreEqual(template, ChatTemplates.Of(GoldenTokenizers.Load(checkpoint)).Name);
    }

    [TestMethod]
    public void A_template_inside_the_configuration_is_the_same_as_one_in_a_file()
    {
        string configuration = File.ReadAllText(Shared.PathOf("golden", "tokenizers", "qwen2.5", "tokenizer_config.original.json"));
        string source = JsonDocument.Parse(configuration).RootElement.GetProperty("chat_template").GetString()!;

        Assert.AreSame(ChatTemplates.Qwen25, ChatTemplates.Recognize(source));
    }

    [TestMethod]
    [DataRow("llama2")]
    [DataRow("phi3-mini")]
    public void A_published_template_that_is_not_known_is_refused_with_the_known_ones(string checkpoint)
    {
        HuggingFaceTokenizer tokenizer = GoldenTokenizers.Load(checkpoint);

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => ChatTemplates.Of(tokenizer));
        StringAssert.Contains(error.Message, "qwen2.5-math");
        StringAssert.Contains(error.Message, nameof(ChatTemplates.Create));
    }

    /// <summary>The conversation as we write it; null where we refuse it.</summary>
    private static string? Write(JsonElement row)
    {
        string name = row.GetProperty("template").GetString()!;
        IChatTemplate template = name switch
        {
            // Both write what other names stand for.
            "qwen3-instruct-2507" => ChatTemplates.ChatMl,
            "deepseek-r1-distill" => ChatTemplates.DeepSeekR1,
            "qwen3" when row.TryGetProperty("enable_thinking", out JsonElement thinking) && !thinking.GetBoolean() =>
                ChatTemplates.Qwen3NoThinking,
            _ => ChatTemplates.Get(name),
        };
        ChatMessage[] messages = [.. row.GetProperty("messages").EnumerateArray().Select(
            message => new ChatMessage(message.GetProperty("role").GetString()!, message.GetProperty("content").GetString()!))];
        try
        {
            return template.Apply(messages, row.GetProperty("add_generation_prompt").GetBoolean());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
