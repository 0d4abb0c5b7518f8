namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>What latent exploration takes, what it makes of it, and what it refuses.</summary>
[TestClass]
public sealed class LatentExplorationOptionsTests
{
    [TestMethod]
    [DataRow(4, null, LatentLayers.Published, new[] { 4, 2, 1 })]
    [DataRow(4, 2, LatentLayers.Published, new[] { 4, 2 })]
    [DataRow(4, 4, LatentLayers.Consecutive, new[] { 4, 3, 2, 1 })]
    [DataRow(4, 1, LatentLayers.Published, new[] { 4 })]
    [DataRow(12, null, LatentLayers.Published, new[] { 12, 10, 9, 8, 7, 6, 5, 4 })]
    [DataRow(12, null, LatentLayers.Consecutive, new[] { 12, 11, 10, 9, 8, 7, 6, 5 })]
    [DataRow(12, 11, LatentLayers.Published, new[] { 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 })]
    [DataRow(1, null, LatentLayers.Published, new[] { 1 })]
    public void Layers_are_those_of_the_released_code_or_of_the_paper(int layerCount, int? depth, LatentLayers layers, int[] expected)
    {
        using CausalLanguageModel model = ExploringModel.Create(layerCount);
        LatentExplorationSettings settings = new LatentExplorationDecoding { Depth = depth, Layers = layers }.Resolve(model);
        CollectionAssert.AreEqual(expected, settings.Layers.ToArray());
        Assert.AreEqual(expected.Length, settings.Depth);
        Assert.IsFalse(settings.ThinkOnly, "The model has no tokenizer.");
    }

    [TestMethod]
    public void Whether_only_thinking_explores_is_the_tokenizers_where_it_is_not_said()
    {
        HuggingFaceTokenizer tokenizer = StrategyTokenizer.Create();
        using CausalLanguageModel model = ExploringModel.Create(3, tokenizer);
        Assert.IsTrue(new LatentExplorationDecoding().Resolve(model).ThinkOnly);
        Assert.IsTrue(new LatentExplorationDecoding { ThinkOnly = true }.Resolve(model).ThinkOnly);
        Assert.IsFalse(new LatentExplorationDecoding { ThinkOnly = false }.Resolve(model).ThinkOnly);
        Assert.IsFalse(new LatentExplorationDecoding { ThinkEndToken = "<|none|>" }.Resolve(model).ThinkOnly);
        Assert.IsTrue(new LatentExplorationDecoding { ThinkEndToken = "<|none|>", ThinkEndText = "####" }.Resolve(model).ThinkOnly);
    }

    [TestMethod]
    public void One_exception_tells_everything_that_is_wrong()
    {
        using CausalLanguageModel model = ExploringModel.Create(4, StrategyTokenizer.Create());
        var strategy = new LatentExplorationDecoding
        {
            Depth = 9, Candidates = 100_000, ThinkOnly = true, ThinkEndToken = "<|none|>", Behaviour = LatentBehaviour.Marginal,
        };
        var options = new GenerationOptions { Strategy = strategy, TopP = 0.9f, TopK = 5, MinP = 0.1f, RepetitionPenalty = 1.1f, Temperature = 0 };
        string message = Assert.ThrowsExactly<ArgumentException>(() => model.Generate([[1]], options)).Message;
        foreach (string part in new[]
                 {
                     "Depth is 9, expected 1 to 3", "Candidates is 100000", "ThinkOnly is true", "'<|none|>'", "TopP is 0.9", "TopK is 5", "MinP is 0.1", "RepetitionPenalty is 1.1", "temperature 0",
                 })
            Assert.Contains(part, message);
        Assert.AreEqual(0, model.ForwardCount);
    }

    [TestMethod]
    [DataRow(0, 8, "Depth is 0")]
    [DataRow(4, 8, "Depth is 4, expected 1 to 3")]
    [DataRow(2, 0, "Candidates is 0")]
    [DataRow(2, 49, "Candidates is 49, expected 1 to the vocabulary's 48")]
    public void A_depth_or_a_number_of_candidates_that_cannot_be_is_refused(int depth, int candidates, string expected)
    {
        using CausalLanguageModel model = ExploringModel.Create(4);
        var strategy = new LatentExplorationDecoding { Depth = depth, Candidates = candidates };
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => strategy.Resolve(model)).Message);
    }

    [TestMethod]
    [DataRow(true, "####", "no tokenizer")]
    [DataRow(null, "####", "no tokenizer")]
    [DataRow(true, null, "no tokenizer")]
    [DataRow(false, "####", "ThinkOnly is false")]
    [DataRow(null, "", "ThinkEndText is empty")]
    public void An_end_of_thinking_that_cannot_be_is_refused(bool? thinkOnly, string? text, string expected)
    {
        using CausalLanguageModel model = ExploringModel.Create(3);
        var strategy = new LatentExplorationDecoding { ThinkOnly = thinkOnly, ThinkEndText = text };
        Assert.Contains(expected, Assert.ThrowsExactly<ArgumentException>(() => strategy.Resolve(model)).Message);
    }

    [TestMethod]
    public void A_summary_counts_what_was_recorded()
    {
        using CausalLanguageModel model = ExploringModel.Create(5);
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(6), new GenerationOptions
        {
            MaxNewTokens = 30, StopTokenIds = [1], Strategy = new LatentExplorationDecoding(), Seed = 2,
        });
        LatentExplorationSummary summary = LatentExplorationSummary.Of(samples);
        float[] explored = [.. samples.SelectMany(sample => sample.Records[LatentExplorationRecords.Explored])];
        float[] depths = [.. samples.SelectMany(sample => sample.Records[LatentExplorationRecords.Depth])];
        Assert.AreEqual(explored.Length, summary.Tokens);
        Assert.AreEqual(explored.Length, summary.ThinkingTokens);
        Assert.AreEqual(explored.Count(value => value == 1), summary.ExploredTokens);
        Assert.AreEqual(explored.Average(), summary.ExplorationRate, 1e-6);
        Assert.HasCount(4, summary.DepthCounts);
        for (int depth = 0; depth < 4; depth++)
        {
            Assert.AreEqual(depths.Count(value => value == depth), summary.DepthCounts[depth]);
            Assert.AreEqual(
                samples.SelectMany(sample => sample.Records[LatentExplorationRecords.Entropy(depth)]).Where(float.IsFinite).Average(),
                summary.MeanEntropies[depth], 1e-5);
        }

        Assert.Contains("explored", summary.ToString());
        Assert.ThrowsExactly<ArgumentException>(() => LatentExplorationSummary.Of(model.Generate([[1]], new GenerationOptions { MaxNewTokens = 2 })));
    }
}
