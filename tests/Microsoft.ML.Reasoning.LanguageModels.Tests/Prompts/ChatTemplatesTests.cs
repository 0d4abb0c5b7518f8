namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The known templates beyond the published examples: defaults, refusals, one's own.</summary>
[TestClass]
public sealed class ChatTemplatesTests
{
    private static readonly ChatMessage s_question = new(ChatMessage.User, "Q");
    private static readonly ChatMessage s_answer = new(ChatMessage.Assistant, "<think>\nwhy\n</think>\n\nA");

    [TestMethod]
    public void Every_known_name_gives_its_template()
    {
        foreach (string name in ChatTemplates.KnownNames)
            Assert.AreEqual(name, ChatTemplates.Get(name).Name);
        CollectionAssert.AllItemsAreUnique(ChatTemplates.KnownNames.ToArray());
    }

    [TestMethod]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ChatTemplates.Get("gemma"));

        foreach (string name in ChatTemplates.KnownNames)
            StringAssert.Contains(error.Message, name);
        StringAssert.Contains(error.Message, "gemma");
    }

    [TestMethod]
    [DataRow("chatml", "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n")]
    [DataRow("qwen2",
        "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n")]
    [DataRow("qwen2.5-math",
        "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n"
        + "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n")]
    public void A_family_begins_with_its_own_system_turn(string name, string expected)
    {
        Assert.AreEqual(expected, ChatTemplates.Get(name).Apply([s_question]));
    }

    [TestMethod]
    [DataRow("qwen2.5")]
    [DataRow("qwen2.5-math")]
    public void A_system_turn_of_the_conversation_takes_the_place_of_the_family_s(string name)
    {
        Assert.AreEqual(
            "<|im_start|>system\nS<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n",
            ChatTemplates.Get(name).Apply([new(ChatMessage.System, "S"), s_question], addGenerationPrompt: false));
    }

    [TestMethod]
    public void Qwen3_keeps_the_thoughts_of_answers_after_the_last_question_only()
    {
        Assert.AreEqual(
            "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n<think>\nwhy\n</think>\n\nA<|im_end|>\n",
            ChatTemplates.Qwen3.Apply([s_question, s_answer], addGenerationPrompt: false));
        Assert.AreEqual(
            "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\nplain<|im_end|>\n",
            ChatTemplates.Qwen3.Apply([s_question, new(ChatMessage.Assistant, "plain")], addGenerationPrompt: false));
        Assert.AreEqual(
            "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\nA<|im_end|>\n<|im_start|>user\nQ<|im_end|>\n",
            ChatTemplates.Qwen3.Apply([s_question, s_answer, s_question], addGenerationPrompt: false));
    }

    [TestMethod]
    public void Llama_trims_what_is_said()
    {
        Assert.AreEqual(
            "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\na b<|eot_id|>",
            ChatTemplates.Llama3.Apply([new(ChatMessage.User, "\n \u001C a b\u0085\t")], addGenerationPrompt: false));
    }

    [TestMethod]
    [DataRow("mistral-v1", "user,user")]
    [DataRow("mistral-v1", "system,user")]
    [DataRow("mistral-v3", "assistant")]
    [DataRow("mistral-v3-tekken", "user,system")]
    [DataRow("mistral-v1-system", "system,assistant")]
    [DataRow("chatml", "tool")]
    [DataRow("llama3", "user,ipython")]
    [DataRow("deepseek-r1", "")]
    public void A_conversation_that_a_template_does_not_know_is_refused_by_name(string name, string roles)
    {
        ChatMessage[] messages = [.. roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(role => new ChatMessage(role, "x"))];

        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ChatTemplates.Get(name).Apply(messages));
        StringAssert.Contains(error.Message, $"'{name}'");
    }

    [TestMethod]
    public void One_s_own_template_is_a_function()
    {
        IChatTemplate template = ChatTemplates.Create("mine", (messages, prompt) => $"{messages.Count}{(prompt ? "!" : "")}");

        Assert.AreEqual("mine", template.Name);
        Assert.AreEqual("1!", template.Apply([s_question]));
        Assert.AreEqual("2", template.Apply([s_question, s_answer], addGenerationPrompt: false));
        Assert.ThrowsExactly<ArgumentNullException>(() => template.Apply(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ChatTemplates.ChatMl.Apply(null!));
    }

    [TestMethod]
    public void A_checkpoint_without_a_template_is_told_so()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train([], new() { VocabularySize = 256 });

        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => ChatTemplates.Of(tokenizer));
        StringAssert.Contains(error.Message, "no chat template");
        StringAssert.Contains(error.Message, "llama3.1");
    }
}
