using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_pipeline_answers_single_problems_and_its_model_outlives_the_engine()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var counter = new CountingStrategy();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(3));
        TransformerChain<VerifyAnswersTransformer> pipeline = _ml.Reasoning()
            .ApplyChatTemplate("Chat", model, "Prompt", new ChatTemplateEstimator.Options { Template = ChatTemplates.ChatMl })
            .Append(_ml.Reasoning().Generate("Responses", model, "Chat",
                new GenerateEstimator.Options { SamplesPerPrompt = 2, MaxNewTokens = 5, Strategy = counter }))
            .Append(_ml.Reasoning().VerifyAnswers()).Fit(data);

        using (PredictionEngine<InputProblem, Prediction> engine =
            _ml.Model.CreatePredictionEngine<InputProblem, Prediction>(pipeline, data.Schema))
        {
            Prediction first = engine.Predict(InputProblem.Several(1)[0]);
            Prediction second = engine.Predict(InputProblem.Several(2)[1]);

            Assert.AreEqual("<|im_start|>user\n0?<|im_end|>\n<|im_start|>assistant\n", first.Chat);
            Assert.HasCount(2, first.Responses);
            Assert.HasCount(2, first.Correct);
            Assert.AreEqual("<|im_start|>user\nx1?<|im_end|>\n<|im_start|>assistant\n", second.Chat);
            Assert.AreEqual(4, counter.Started, "Each prediction answers once, however many columns are read.");
        }

        Assert.HasCount(1, model.Generate(["still here"], new GenerationOptions { MaxNewTokens = 2 }));
        Assert.HasCount(3, _ml.Data.CreateEnumerable<Prediction>(pipeline.Transform(data), reuseRowObject: false).ToArray());
    }

    [TestMethod]
    public void A_disposed_chain_leaves_the_model_alone()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(1));

        _ml.Reasoning().Generate("Responses", model, "Prompt", maxNewTokens: 2)
            .Append(_ml.Reasoning().VerifyAnswers()).Fit(data).Dispose();

        Assert.HasCount(1, model.Generate(["still here"], new GenerationOptions { MaxNewTokens = 2 }));
    }

    private sealed class Prediction
    {
        public string Chat { get; set; } = "";

        [VectorType]
        public string[] Responses { get; set; } = [];

        [VectorType]
        public bool[] Correct { get; set; } = [];
    }
}
