using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Soft Thinking beside its definition, computed token by token without a cache.</summary>
public abstract class SoftThinkingTests(bool onHost) : GenerationTestBase(onHost)
{
    // What a row reads depends on its last probabilities: rounding grows from token to token, where reading a token would lose it.
    private const double Tolerance = 0.03;

    [TestMethod]
    [DataRow(null)]
    [DataRow(0.5f)]
    public void Thinking_rows_read_the_mean_of_their_candidates(float? gumbelTemperature)
    {
        HuggingFaceTokenizer tokenizer = StrategyTokenizer.Create();
        using CausalLanguageModel model = ExploringModel.Create(3, tokenizer);
        GenerationOptions options = Options(new SoftThinkingDecoding { Candidates = 4, GumbelTemperature = gumbelTemperature });
        int end = model.Generate(TinyModel.Prompts(8), options).SelectMany(sample => sample.TokenIds.Skip(2))
            .GroupBy(id => id).MaxBy(group => group.Count())!.Key;
        var strategy = new SoftThinkingDecoding
        {
            Candidates = 4, GumbelTemperature = gumbelTemperature, ThinkEndToken = tokenizer.IdToToken(end)!,
        };
        options = Options(strategy);
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(8), options);
        int thought = 0, answered = 0;
        foreach (GeneratedSample sample in samples)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor read = model.Parameters["model.embed_tokens.weight"].index_select(0, tensor(sample.PromptTokenIds.Select(id => (long)id).ToArray()));
            bool thinks = true;
            for (int i = 0; i < sample.TokenIds.Count; i++)
            {
                double[] probabilities = TinyModel.Softmax(Logits(model, read));
                int[] ids = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(id => probabilities[id]).Take(4)];
                double[] shares = [.. ids.Select(id => probabilities[id] / ids.Sum(other => probabilities[other]))];
                Assert.AreEqual(-shares.Sum(share => share * Math.Log(share)), sample.Records[SoftThinking.EntropyRecord][i], Tolerance);
                Assert.AreEqual(thinks ? 1 : 0, sample.Records[SoftThinking.ThinkingRecord][i]);
                double[] mixed = shares;
                if (gumbelTemperature is { } temperature)
                {
                    var key = new RandomKey(options.Seed, RandomPurpose.Noise, sample.PromptIndex, sample.SampleIndex);
                    mixed = TinyModel.Softmax(
                        [.. shares.Select((share, place) => Math.Log(share) - Math.Log(-Math.Log(CounterRandom.Uniform(key, (uint)(i * 4 + place)))))],
                        temperature);
                }

                int token = sample.TokenIds[i];
                double[] heaviest = [.. mixed.OrderDescending()];
                if (thinks && heaviest[0] - heaviest[1] > Tolerance)
                    Assert.AreEqual(ids[Array.IndexOf(mixed, heaviest[0])], token);
                (thought, answered) = thinks ? (thought + 1, answered) : (thought, answered + 1);
                thinks &= token != end;
                float[] weights = new float[probabilities.Length];
                for (int place = 0; place < 4; place++)
                    weights[ids[place]] = (float)mixed[place];
                if (!thinks)
                    Array.Clear(weights);
                if (!thinks)
                    weights[token] = 1;
                read = cat([read, tensor(weights, [1, weights.Length]).mm(model.Parameters["model.embed_tokens.weight"])], 0);
            }
        }

        Assert.IsTrue(thought > 20 && answered > 20, $"{thought} tokens of thinking, {answered} of answers");

        static GenerationOptions Options(SoftThinkingDecoding strategy) => new()
        {
            MaxNewTokens = 14, SamplesPerPrompt = 2, BatchSize = 5, StopTokenIds = [.. Enumerable.Range(0, 4)], Seed = 4, Strategy = strategy, Temperature = 1,
        };
    }

    [TestMethod]
    public void Who_is_sure_of_itself_for_long_stops_thinking()
    {
        HuggingFaceTokenizer tokenizer = StrategyTokenizer.Create();
        using CausalLanguageModel model = ExploringModel.Create(3, tokenizer);
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(3), new GenerationOptions
        {
            MaxNewTokens = 10, StopTokenIds = [], Strategy = new SoftThinkingDecoding { ColdStopEntropy = 100, ColdStopTokens = 4 }, Seed = 1,
        });
        foreach (GeneratedSample sample in samples)
        {
            Assert.AreEqual(tokenizer.TokenToId("</think>"), sample.TokenIds[3]);
            CollectionAssert.AreEqual(
                new float[] { 1, 1, 1, 1, 0, 0, 0, 0, 0, 0 }, sample.Records[SoftThinking.ThinkingRecord].ToArray());
        }
    }

    [TestMethod]
    public void One_exception_tells_everything_that_is_wrong()
    {
        using CausalLanguageModel model = ExploringModel.Create(3, StrategyTokenizer.Create());
        var strategy = new SoftThinkingDecoding
        {
            Candidates = 0, ColdStopTokens = -1, GumbelTemperature = 0, ColdStopEntropy = -1, ThinkEndToken = "<|none|>",
        };
        string message = Assert.ThrowsExactly<ArgumentException>(() => strategy.Prepare(model, new GenerationOptions { Temperature = 0 })).Message;
        foreach (string part in new[] { "Candidates is 0", "ColdStopTokens is -1", "ColdStopEntropy is -1", "GumbelTemperature is 0", "nothing is random", "<|none|>" })
            Assert.Contains(part, message);
    }

    /// <summary>The logits behind the last of some embeddings [tokens, width].</summary>
    private static double[] Logits(CausalLanguageModel model, Tensor read)
    {
        long count = read.shape[0];
        using ModelOutput output = model.Forward(new ModelInput(zeros([1, count], ScalarType.Int64))
        {
            Embeddings = read, EmbeddingMask = ones([1, count], ScalarType.Bool),
        });
        return model.Logits(output.LastHiddenState.select(1, count - 1)).to(ScalarType.Float64).data<double>().ToArray();
    }
}
