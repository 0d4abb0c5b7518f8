using System.Xml.Linq;
using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class ExplorationTests
{
    [TestMethod]
    public void The_transform_tells_of_every_token_what_the_strategy_did()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create();
        IDataView problems = ml.Data.LoadFromEnumerable(InputProblem.Several(5));
        var options = new LatentExplorationEstimator.Options
        {
            Exploration = new LanguageModels.LatentExplorationDecoding { Layers = LatentLayers.Consecutive, Depth = 2 },
            Generation = new GenerateEstimator.Options { SamplesPerPrompt = 3, MaxNewTokens = 8, Temperature = 0.3f, Seed = 4 },
        };
        LatentExplorationTransformer transformer = ml.Reasoning().LatentExplorationDecoding("Responses", model, "Prompt", options).Fit(problems);
        CollectionAssert.AreEqual(new[] { 2, 1 }, transformer.Settings.Layers.ToArray());
        IDataView answered = ml.Data.Cache(transformer.Transform(problems));
        Row[] rows = [.. ml.Data.CreateEnumerable<Row>(answered, reuseRowObject: false, ignoreMissingColumns: true)];
        int explored = 0, kept = 0;
        foreach (Row row in rows)
        {
            int tokens = row.TokenCounts.Sum();
            Assert.HasCount(3, row.Responses);
            Assert.HasCount(tokens, row.Explored);
            Assert.HasCount(tokens, row.Thinking);
            Assert.HasCount(tokens, row.ExplorationDepths);
            Assert.HasCount(tokens, row.BehaviourLogProbabilities);
            Assert.HasCount(2 * tokens, row.MixtureEntropies);
            for (int i = 0; i < tokens; i++)
            {
                Assert.AreEqual(row.Explored[i], row.ExplorationDepths[i] >= 0);
                Assert.AreEqual(row.Explored[i], float.IsFinite(row.MixtureEntropies[2 * i + 1]));
                Assert.IsLessThanOrEqualTo(0, row.BehaviourLogProbabilities[i]);
                (explored, kept) = row.Explored[i] ? (explored + 1, kept) : (explored, kept + 1);
            }
        }

        Assert.IsTrue(explored > 5 && kept > 5, $"{explored} explored, {kept} did not");
        LatentExplorationSummary summary = ml.Reasoning().SummarizeExploration(answered, options);
        Assert.AreEqual(explored + kept, summary.Tokens);
        Assert.AreEqual(explored, summary.ExploredTokens);
        Assert.AreEqual(summary.Tokens, summary.ThinkingTokens);
        Assert.AreEqual(rows.Sum(row => row.ExplorationDepths.Count(depth => depth == 1)), summary.DepthCounts[1]);
    }

    [TestMethod]
    public void One_exception_tells_what_is_wrong_with_exploration_and_generation()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create();
        string message = Assert.ThrowsExactly<ArgumentException>(() => ml.Reasoning().LatentExplorationDecoding("Responses", model, "Prompt",
            new LatentExplorationEstimator.Options
            {
                Exploration = new LanguageModels.LatentExplorationDecoding { Depth = 9, Candidates = 1000, ThinkOnly = true },
                Generation = new GenerateEstimator.Options { TopP = 0.5f, SamplesPerPrompt = 0, Strategy = new GreedyDecoding() },
            })).Message;
        foreach (string part in new[] { "Depth is 9", "Candidates is 1000", "ThinkOnly is true", "TopP is 0.5", "SamplesPerPrompt is 0", "Generation.Strategy" })
            Assert.Contains(part, message);
    }

    [TestMethod]
    public void Layer_posteriors_are_the_entropies_of_each_layer_through_the_head()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = ml.Data.LoadFromEnumerable(new[]
        {
            new Pair { Prompt = "one", Response = "two and" }, new Pair { Prompt = "longer", Response = "x" }, new Pair { Prompt = "none", Response = "" },
        });
        IDataView measured = ml.Data.Cache(ml.Reasoning().LayerPosteriors("Entropies", model).Fit(data).Transform(data));
        Measured[] rows = [.. ml.Data.CreateEnumerable<Measured>(measured, reuseRowObject: false)];
        int[] tokens = [7, 1, 0];
        for (int row = 0; row < rows.Length; row++)
        {
            Assert.HasCount(2, rows[row].Entropies);
            Assert.HasCount(2 * tokens[row], rows[row].EntropiesPerToken ?? []);
            for (int layer = 0; layer < 2; layer++)
                Assert.AreEqual(
                    tokens[row] == 0 ? 0 : Enumerable.Range(0, tokens[row]).Average(token => rows[row].EntropiesPerToken[2 * token + layer]),
                    rows[row].Entropies[layer], 1e-5);
        }

        // The final layer's is the mean of the surprise that plain sampling expects: its own distribution, token by token.
        HuggingFaceTokenizer tokenizer = model.Tokenizer!;
        float[,] plain = LayerEntropies.Measure(model, tokenizer.Encode("one", false), tokenizer.Encode("two and", false), [1, 2], normalizeInner: true);
        for (int token = 0; token < 7; token++)
            Assert.AreEqual(rows[0].EntropiesPerToken[2 * token + 1], plain[token, 1], 1e-5);
        Assert.AreNotEqual(rows[0].EntropiesPerToken[0], plain[0, 0], 1e-4, "The inner layer was normalised.");
        XElement svg = XElement.Parse(ml.Reasoning().LayerPosteriorsFigure(measured, "Entropies"));
        Assert.HasCount(1, svg.Elements().Where(element => element.Name.LocalName == "polyline").ToArray());
    }

    private sealed class Pair
    {
        public string Prompt { get; set; } = "";

        public string Response { get; set; } = "";
    }

    private sealed class Measured
    {
        public float[] Entropies { get; set; } = [];

        public float[] EntropiesPerToken { get; set; } = [];
    }

    private sealed class Row
    {
        public string[] Responses { get; set; } = [];

        public int[] TokenCounts { get; set; } = [];

        public bool[] Explored { get; set; } = [];

        public bool[] Thinking { get; set; } = [];

        public int[] ExplorationDepths { get; set; } = [];

        public float[] BehaviourLogProbabilities { get; set; } = [];

        public float[] MixtureEntropies { get; set; } = [];
    }
}
