using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class EvaluationPromptTests
{
    private const string Question = " What is {x} + 1? ";

    [TestMethod]
    [TestCategory("Golden")]
    public void Every_published_prompt_is_written_to_the_character()
    {
        JsonElement published = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("data", "prompts", "eval_templates.json"))).RootElement;
        int count = 0;
        foreach (JsonProperty template in published.GetProperty("verl").EnumerateObject())
        {
            string expected = Render(template.Value.GetProperty("input").GetString()!, "{input}").Trim(' ');
            EvaluationPrompt prompt = EvaluationPrompts.Get($"verl/{template.Name}");
            Assert.AreEqual(expected, prompt.Format(Question), template.Name);
            Assert.AreEqual(expected, prompt.Apply(Question, ChatTemplates.ChatMl), template.Name);
            CollectionAssert.IsSubsetOf(new[] { "</s>", "<|im_end|>", "<|endoftext|>" }, prompt.StopStrings.ToArray());
            count++;
        }
        JsonElement led = published.GetProperty("led");
        Assert.AreEqual(Render(led.GetProperty("math").GetString()!, "{Question}"), EvaluationPrompts.Get("led/math").Format(Question));
        Assert.AreEqual(
            Render(led.GetProperty("multiple_choice").GetString()!, "{Question}"),
            EvaluationPrompts.Get("led/multiple-choice").Format(Question));
        Assert.AreEqual(25, count);
        Assert.HasCount(count + 4, EvaluationPrompts.KnownNames);
    }

    [TestMethod]
    public void A_prompt_that_is_a_conversation_takes_the_model_s_template()
    {
        Assert.AreEqual(
            "<|im_start|>user\nPlease reason step by step, and put your final answer within \\boxed{}.\n\nQ<|im_end|>\n"
            + "<|im_start|>assistant\n",
            EvaluationPrompts.Get("led/math").Apply("Q", ChatTemplates.ChatMl));
        Assert.AreEqual(
            "<|im_start|>system\nPlease reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n"
            + "<|im_start|>user\nQ<|im_end|>\n<|im_start|>assistant\n",
            EvaluationPrompts.Get("relax/text").Apply("Q", ChatTemplates.Qwen25));
        StringAssert.StartsWith(EvaluationPrompts.Get("relax/vision").System, "Given the images");
    }

    [TestMethod]
    [DataRow("verl/cot", "\n\nQuestion:")]
    [DataRow("verl/abel", "Question:|Answer:")]
    [DataRow("verl/qwen25-math-cot", "assistant|user|_end|_start")]
    [DataRow("verl/deepseek-r1", "\nProblem|User:|Assistant:|</answer>")]
    [DataRow("verl/shepherd", "")]
    public void Stop_strings_are_those_of_the_evaluation(string name, string expected)
    {
        CollectionAssert.AreEqual(
            expected.Split('|', StringSplitOptions.RemoveEmptyEntries), EvaluationPrompts.Get(name).StopStrings.Skip(3).ToArray());
    }

    [TestMethod]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => EvaluationPrompts.Get("verl")).Message, "verl/qwen-boxed");
    }

    // Python's format: doubled braces are braces.
    private static string Render(string template, string place) =>
        template.Replace(place, "\0").Replace("{{", "{").Replace("}}", "}").Replace("\0", Question);
}
