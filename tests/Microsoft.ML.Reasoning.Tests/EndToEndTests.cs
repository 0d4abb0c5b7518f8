using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>The pipeline of the README on a model that knows its problems: it was trained on them a moment ago.</summary>
[TestClass]
public sealed class EndToEndTests
{
    [TestMethod]
    public void From_a_file_of_problems_to_pass_at_k_and_a_file_of_samples()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        File.WriteAllText(folder["problems.jsonl"], string.Join('\n', Enumerable.Range(1, 4).Select(
            i => JsonSerializer.Serialize(new { id = $"sum-{i}", question = $"{i}+{i}=", answer = $"{2 * i}" }))));
        IDataView problems = ml.Reasoning().LoadProblems(folder["problems.jsonl"]);
        using CausalLanguageModel untrained = TinyModel.Create(sharpness: 1);
        var chat = new ChatTemplateEstimator.Options { Template = ChatTemplates.ChatMl };
        var training = new SupervisedTrainer.Options
        {
            ResponseColumnName = "Answer",
            Training = new SupervisedTrainingOptions { Epochs = 100, BatchSize = 4, LearningRate = 1e-2 },
        };
        using TransformerChain<ReasoningModelTransformer> fitted = ml.Reasoning().ApplyChatTemplate("Prompt", untrained, "Question", chat)
            .Append(ml.Reasoning().Trainers.Supervised(untrained, training)).Fit(problems);
        fitted.LastTransformer.Model.SaveHuggingFace(folder["model"]);

        using CausalLanguageModel model = ml.Reasoning().LoadModel(folder["model"]);
        EstimatorChain<VerifyAnswersTransformer> answer = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question", chat)
            .Append(ml.Reasoning().Generate("Responses", model, "Prompt",
                new GenerateEstimator.Options { SamplesPerPrompt = 4, Temperature = 0.3f, MaxNewTokens = 8 }))
            .Append(ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer"));
        IDataView answered = ml.Data.Cache(answer.Fit(problems).Transform(problems));
        PassAtKMetrics metrics = ml.Reasoning().Evaluate(answered, ks: [1, 4]);
        long saved = ml.Reasoning().SaveSamples(answered, folder["samples.jsonl"]);
        IDataView responses = ml.Reasoning().UnrollResponses().Fit(answered).Transform(answered);

        Assert.IsGreaterThan(0.9, metrics.PassAtK[4].Estimate);
        Assert.IsGreaterThan(0.5, metrics.PassAtK[1].Estimate);
        Assert.AreEqual(16L, saved);
        JsonElement first = JsonDocument.Parse(File.ReadLines(folder["samples.jsonl"]).First()).RootElement;
        Assert.AreEqual("sum-1", first.GetProperty("id").GetString());
        Assert.HasCount(16, responses.GetColumn<bool>("Correct").ToArray());
        Assert.AreEqual(metrics.CorrectCount, responses.GetColumn<bool>("Correct").Count(correct => correct));
    }
}
