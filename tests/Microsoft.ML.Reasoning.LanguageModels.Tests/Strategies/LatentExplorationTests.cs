using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Latent exploration beside its plain definition, with the same random numbers.</summary>
public abstract class LatentExplorationTests(bool onHost) : GenerationTestBase(onHost)
{
    [TestMethod]
    public void The_lazy_path_gives_the_tokens_of_the_plain_definition()
    {
        using CausalLanguageModel model = ExploringModel.Create(6);
        int deep = 0;
        var options =
            from depth in Gen.Choose(1, 5)
            from candidates in Gen.Elements(1, 2, 8, TinyModel.Vocabulary)
            from layers in Gen.Elements(LatentLayers.Published, LatentLayers.Consecutive)
            from normalize in Gen.Elements(false, true)
            from exploit in Gen.Elements(true, true, false)
            from behaviour in Gen.Elements(LatentBehaviour.Drawn, LatentBehaviour.Marginal)
            from temperature in Gen.Elements(0f, 0.6f, 1f, 1.7f)
            from seed in Gen.Choose(0, 1000)
            select (Strategy: new LatentExplorationDecoding
            {
                Depth = depth, Candidates = candidates, Layers = layers, NormalizeInner = normalize, Exploit = exploit,
                Behaviour = temperature == 0 ? LatentBehaviour.Drawn : behaviour,
            }, Temperature: temperature, Seed: (ulong)seed);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(options.ToArbitrary(), given =>
        {
            var generation = new GenerationOptions
            {
                MaxNewTokens = 12, SamplesPerPrompt = 2, BatchSize = 5, StopTokenIds = [1, 2, 3], Temperature = given.Temperature,
                Seed = given.Seed, Strategy = given.Strategy,
            };
            IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(6), generation);
            AssertPlain(model, given.Strategy, generation, samples, _ => int.MaxValue);
            deep += samples.Sum(sample => sample.Records[LatentExplorationRecords.Depth].Count(chosen => chosen > 0));
        }));
        Assert.IsGreaterThan(100, deep, "Inner layers must be chosen.");
    }

    [TestMethod]
    [DataRow("qwen2_yarn_untied_window")]
    [DataRow("llama_llama3rope_untied")]
    [DataRow("llama_tied_bias")]
    [DataRow("qwen2_tied")]
    [DataRow("qwen3_tied")]
    [DataRow("mistral_window5_untied")]
    [TestCategory("Golden")]
    public void Every_architecture_explores(string name)
    {
        using CausalLanguageModel model = CausalLanguageModel.Load(Testing.Shared.PathOf("golden", "models", name));
        var strategy = new LatentExplorationDecoding { ThinkOnly = false };
        var generation = new GenerationOptions { MaxNewTokens = 12, StopTokenIds = [], Strategy = strategy, Seed = 3 };
        IReadOnlyList<GeneratedSample> samples = model.Generate([[1, 2, 3, 4, 5, 6, 7], [8, 9], [10, 11, 12]], generation);
        AssertPlain(model, strategy, generation, samples, _ => int.MaxValue);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Rows_explore_end_and_stop_thinking_at_different_times(bool byText)
    {
        HuggingFaceTokenizer tokenizer = StrategyTokenizer.Create();
        using CausalLanguageModel model = ExploringModel.Create(4, tokenizer);
        GenerationOptions generation = Options(new LatentExplorationDecoding());
        (string token, string text) = Frequent(tokenizer, model.Generate(TinyModel.Prompts(20), generation));
        var strategy = new LatentExplorationDecoding { ThinkEndToken = token, ThinkEndText = byText ? text : null };
        Assert.IsTrue(strategy.Resolve(model).ThinkOnly, "Automatic, as the tokenizer knows the end of thinking.");
        generation = Options(strategy);
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(20), generation);
        Assert.IsGreaterThan(4, samples.Count(sample => ThinkTokens(sample) < sample.TokenIds.Count), "Some must stop thinking.");
        Assert.IsGreaterThan(4, samples.Select(sample => sample.TokenIds.Count).Distinct().Count(), "Rows must end at different times.");
        AssertPlain(model, strategy, generation, samples, ThinkTokens);
        var end = ThinkEnd.Find(tokenizer, token, byText ? text : null);
        foreach (GeneratedSample sample in samples)
            Assert.AreEqual(ThinkTokens(sample), end.Count(sample.TokenIds));

        static GenerationOptions Options(LatentExplorationDecoding strategy) => new()
        {
            MaxNewTokens = 60, SamplesPerPrompt = 4, BatchSize = 7, StopTokenIds = [.. Enumerable.Range(0, 8)], Strategy = strategy, Seed = 8,
        };

        int ThinkTokens(GeneratedSample sample)
        {
            for (int i = 0; i < sample.TokenIds.Count; i++)
                if (byText
                    ? tokenizer.Decode(sample.TokenIds.Take(i + 1), false).Contains(text, StringComparison.Ordinal)
                    : sample.TokenIds[i] == tokenizer.TokenToId(token))
                    return i + 1;
            return sample.TokenIds.Count;
        }
    }

    [TestMethod]
    [DataRow(true, 1f)]
    [DataRow(true, 0.6f)]
    [DataRow(false, 1.3f)]
    public void Tokens_are_drawn_with_the_probabilities_of_the_closed_form(bool exploit, float temperature)
    {
        const int Samples = 4000;
        using CausalLanguageModel model = ExploringModel.Create(5);
        var strategy = new LatentExplorationDecoding { Exploit = exploit, Behaviour = LatentBehaviour.Marginal };
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(1), new GenerationOptions
        {
            SamplesPerPrompt = Samples, MaxNewTokens = 1, BatchSize = 512, Seed = 4, StopTokenIds = [], Temperature = temperature, Strategy = strategy,
        });
        var plain = new PlainExploration(PlainExploration.Logits(model, samples[0], strategy.Resolve(model).Layers)[0], 8, temperature);
        double[] expected = exploit ? plain.Marginal : plain.Mixture;
        foreach (GeneratedSample sample in samples)
            Assert.AreEqual(Math.Log(expected[Array.IndexOf(plain.TokenIds, sample.TokenIds[0])]), sample.BehaviourLogProbabilities[0], 1e-4);
        ChiSquare.Fits(expected, [.. plain.TokenIds.Select(token => samples.Count(sample => sample.TokenIds[0] == token))]);
        double rate = exploit ? 1 - plain.Best : 1;
        double[] gate = [1 - rate, rate];
        int explored = samples.Count(sample => sample.Records[LatentExplorationRecords.Explored][0] == 1);
        ChiSquare.Fits(gate, [Samples - explored, explored]);
    }

    [TestMethod]
    public void Given_the_gate_the_weights_of_the_draws_are_unbiased()
    {
        using CausalLanguageModel model = ExploringModel.Create(5);
        var strategy = new LatentExplorationDecoding { Candidates = TinyModel.Vocabulary };
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(1), new GenerationOptions
        {
            SamplesPerPrompt = 4000, MaxNewTokens = 1, BatchSize = 512, Seed = 5, StopTokenIds = [], Strategy = strategy,
        });
        // With all tokens as candidates the mean of p / q is 1, whichever probability q is.
        double[] weights = [.. samples.Select(sample => Math.Exp(sample.LogProbabilities[0] - sample.BehaviourLogProbabilities[0]))];
        double mean = weights.Average(), deviation = Math.Sqrt(weights.Average(weight => (weight - mean) * (weight - mean)) / weights.Length);
        Assert.IsGreaterThan(1e-4, deviation, "Exploring draws differ.");
        Assert.AreEqual(1, mean, 4 * deviation);
    }

    [TestMethod]
    public void Inner_heads_run_only_for_rows_that_explore()
    {
        using CausalLanguageModel model = ExploringModel.Create(4);
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(5), new GenerationOptions
        {
            MaxNewTokens = 20, StopTokenIds = [], Strategy = new LatentExplorationDecoding(), Seed = 2,
        });
        int explored = 0, kept = 0;
        foreach (GeneratedSample sample in samples)
            for (int i = 0; i < sample.TokenIds.Count; i++)
            {
                bool explores = sample.Records[LatentExplorationRecords.Explored][i] == 1;
                Assert.AreEqual(explores, float.IsFinite(sample.Records[LatentExplorationRecords.Entropy(0)][i]));
                Assert.AreEqual(explores, sample.Records[LatentExplorationRecords.Depth][i] >= 0);
                (explored, kept) = explores ? (explored + 1, kept) : (explored, kept + 1);
            }

        Assert.IsTrue(explored > 10 && kept > 10);
    }

    /// <summary>The token, and the text of two printable tokens in a row, that samples have most often behind their first.</summary>
    private static (string Token, string Text) Frequent(HuggingFaceTokenizer tokenizer, IReadOnlyList<GeneratedSample> samples)
    {
        var tokens = samples.SelectMany(sample => sample.TokenIds.Skip(1)).GroupBy(id => id).OrderByDescending(group => group.Count());
        var pairs = samples.SelectMany(sample => sample.TokenIds.Skip(1).Zip(sample.TokenIds.Skip(2)))
            .Select(pair => tokenizer.Decode([pair.First, pair.Second], false)).Where(text => text.All(letter => letter is > ' ' and < (char)127))
            .GroupBy(text => text).OrderByDescending(group => group.Count());
        return (tokenizer.IdToToken(tokens.First().Key)!, pairs.First().Key);
    }

    /// <summary>Every token, log-probability and record is that of the plain definition.</summary>
    private static void AssertPlain(
        CausalLanguageModel model, LatentExplorationDecoding strategy, GenerationOptions options, IReadOnlyList<GeneratedSample> samples,
        Func<GeneratedSample, int> thinkTokens)
    {
        int boundaries = 0;
        foreach (GeneratedSample sample in samples)
        {
            double[][][] logits = PlainExploration.Logits(model, sample, strategy.Resolve(model).Layers, strategy.NormalizeInner);
            var gate = new RandomKey(options.Seed, RandomPurpose.Gate, sample.PromptIndex, sample.SampleIndex);
            RandomKey draw = gate with { Purpose = RandomPurpose.Token };
            for (int i = 0; i < sample.TokenIds.Count; i++)
            {
                var plain = new PlainExploration(logits[i], strategy.Candidates, options.Temperature ?? 1);
                bool greedy = options.Temperature == 0, thinks = i < thinkTokens(sample);
                bool open = thinks && (!strategy.Exploit
                    || (greedy ? plain.Best < 0.5 : CounterRandom.Uniform(gate, (uint)i) < 1 - plain.Best));
                double[] weights = open ? plain.Mixture : plain.Alone;
                int drawn = PlainExploration.Pick(weights, greedy ? null : CounterRandom.Uniform(draw, (uint)i));
                if (plain.TokenIds[drawn] != sample.TokenIds[i] || open != (sample.Records[LatentExplorationRecords.Explored][i] == 1))
                {
                    boundaries++; // A number may fall on the boundary between two tokens; what follows is still that token's.
                    continue;
                }

                double[] drawnFrom = strategy.Behaviour == LatentBehaviour.Marginal && thinks && strategy.Exploit ? plain.Marginal : weights;
                Assert.AreEqual(greedy ? 0 : Math.Log(drawnFrom[drawn]), sample.BehaviourLogProbabilities[i], 1e-4);
                Assert.AreEqual(Math.Log(plain.Final[sample.TokenIds[i]]), sample.LogProbabilities[i], 1e-4);
                Assert.AreEqual(thinks ? 1 : 0, sample.Records[LatentExplorationRecords.Thinking][i]);
                if (!open)
                    continue;
                Assert.AreEqual(plain.Entropies[plain.Depth], plain.Entropies[(int)sample.Records[LatentExplorationRecords.Depth][i]], 1e-5);
                for (int depth = 0; depth < plain.Entropies.Count; depth++)
                    Assert.AreEqual(plain.Entropies[depth], sample.Records[LatentExplorationRecords.Entropy(depth)][i], 1e-4);
            }
        }

        Assert.IsLessThanOrEqualTo(1, boundaries, "One draw in thousands may fall on a boundary.");
    }
}
