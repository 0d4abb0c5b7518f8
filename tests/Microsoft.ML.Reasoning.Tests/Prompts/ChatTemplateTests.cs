using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class ChatTemplateTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void The_text_becomes_the_users_turn_after_the_system_prompt()
    {
        using CausalLanguageModel model = TinyModel.Create();

        Assert.AreEqual(
            "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n<|im_start|>assistant\n",
            Apply(model, new ChatTemplateEstimator.Options { Template = ChatTemplates.ChatMl, SystemPrompt = "Be brief." }));
        Assert.AreEqual(
            "<|im_start|>user\nWhy?<|im_end|>\n",
            Apply(model, new ChatTemplateEstimator.Options { Template = ChatTemplates.ChatMl, AddGenerationPrompt = false }));
    }

    [TestMethod]
    public void Without_a_known_template_the_error_names_those_that_there_are()
    {
        using CausalLanguageModel model = TinyModel.Create();

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Reasoning().ApplyChatTemplate("Chat", model, "Prompt"));

        Assert.Contains(ChatTemplates.KnownNames[0], error.Message);
        Assert.Contains("Options.Template", error.Message);
    }

    [TestMethod]
    public void Names_of_columns_must_not_be_blank()
    {
        using CausalLanguageModel model = TinyModel.Create();

        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().ApplyChatTemplate(" ", model, ""));

        Assert.Contains("outputColumnName", error.Message);
        Assert.Contains("inputColumnName", error.Message);
    }

    private string Apply(CausalLanguageModel model, ChatTemplateEstimator.Options options)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new InputProblem { Prompt = "Why?" }]);
        return _ml.Reasoning().ApplyChatTemplate("Chat", model, "Prompt", options).Fit(data).Transform(data).GetColumn<string>("Chat").Single();
    }
}
