namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The host's decoder and the device's are two programs for one definition.</summary>
[TestClass]
public sealed class DecodersAgreeTests
{
    private const string Switch = "Microsoft.ML.Reasoning.DecodeOnHost";

    [TestCleanup]
    public void ChooseDefault() => AppContext.SetSwitch(Switch, true);

    [TestMethod]
    [DataRow(1f, 0, 1f, 0f, 1f)]
    [DataRow(0f, 0, 1f, 0f, 1f)]
    [DataRow(0.7f, 5, 1f, 0f, 1f)]
    [DataRow(1f, 0, 0.8f, 0f, 1f)]
    [DataRow(1.2f, 0, 0.99f, 0f, 1f)]
    [DataRow(0.9f, 20, 0.9f, 0f, 1f)]
    [DataRow(1f, 1, 1f, 0f, 1f)]
    [DataRow(1.2f, 0, 1f, 0.1f, 1f)]
    [DataRow(1.2f, 30, 0.9f, 0.02f, 1f)]
    [DataRow(0f, 0, 1f, 0f, 1.3f)]
    [DataRow(1f, 0, 0.9f, 0.05f, 1.3f)]
    public void Both_decoders_give_the_same_samples(float temperature, int topK, float topP, float minP, float penalty)
    {
        using CausalLanguageModel model = TinyModel.Create();
        IReadOnlyList<GeneratedSample> host = Generate(onHost: true), device = Generate(onHost: false);
        int same = host.Zip(device).Count(pair => pair.First.TokenIds.SequenceEqual(pair.Second.TokenIds));
        Assert.IsGreaterThanOrEqualTo(host.Count - 1, same, "One draw in thousands may fall on a boundary.");
        foreach ((GeneratedSample one, GeneratedSample other) in host.Zip(device))
        {
            if (!one.TokenIds.SequenceEqual(other.TokenIds))
                continue;
            for (int i = 0; i < one.TokenIds.Count; i++)
            {
                Assert.AreEqual(one.LogProbabilities[i], other.LogProbabilities[i], 1e-4f);
                Assert.AreEqual(one.BehaviourLogProbabilities[i], other.BehaviourLogProbabilities[i], 1e-4f);
            }
        }

        IReadOnlyList<GeneratedSample> Generate(bool onHost)
        {
            AppContext.SetSwitch(Switch, onHost);
            return model.Generate(TinyModel.Prompts(20), new GenerationOptions
            {
                MaxNewTokens = 20, SamplesPerPrompt = 2, BatchSize = 16, Temperature = temperature, TopK = topK, TopP = topP,
                MinP = minP,
                RepetitionPenalty = penalty, Seed = 6, StopTokenIds = [1],
            });
        }
    }

    [TestMethod]
    [DataRow("qwen2_yarn_untied_window")]
    [DataRow("llama_llama3rope_untied")]
    [DataRow("llama_tied_bias")]
    [DataRow("qwen2_tied")]
    [DataRow("qwen3_tied")]
    [DataRow("mistral_window5_untied")]
    [TestCategory("Golden")]
    public void Both_decoders_know_every_architecture(string name)
    {
        using CausalLanguageModel model = CausalLanguageModel.Load(Testing.Shared.PathOf("golden", "models", name));
        int[][] prompts = [[1, 2, 3, 4, 5, 6, 7], [8, 9], [10, 11, 12]];
        foreach (bool onHost in new[] { true, false })
        {
            AppContext.SetSwitch(Switch, onHost);
            var options = new GenerationOptions { MaxNewTokens = 12, KeepStates = [-1], StopTokenIds = [] };
            foreach (GeneratedSample sample in model.Generate(prompts, options))
            {
                double[][] logits = TinyModel.Logits(model, sample);
                for (int i = 0; i < logits.Length; i++)
                    Assert.AreEqual(Math.Log(TinyModel.Softmax(logits[i])[sample.TokenIds[i]]), sample.LogProbabilities[i], 1e-4);
                sample.Dispose();
            }
        }
    }
}
