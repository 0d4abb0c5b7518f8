using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>DoLa beside the reference's values; ours chooses the layer by row, the reference by the mean of the batch.</summary>
[TestClass]
public sealed class DolaTests
{
    private readonly DisposeScope scope = NewDisposeScope();

    [TestCleanup]
    public void Dispose() => scope.Dispose();

    [TestMethod]
    [TestCategory("Golden")]
    public void Divergences_and_differences_are_those_of_the_reference()
    {
        var golden = new StrategyGolden();
        foreach (string name in golden.Cases(dola: true))
        {
            System.Text.Json.JsonElement parameters = golden.Parameters(name);
            float temperature = parameters.GetProperty("temperature") is { ValueKind: System.Text.Json.JsonValueKind.Number } value ? value.GetSingle() : 1;
            Tensor logits = golden.Tensor(name, "layer_logits") / temperature;
            long inner = logits.shape[1] - 1;
            Tensor final = logits.select(1, inner), premature = logits.narrow(1, 0, inner);
            double[] expected = [.. parameters.GetProperty("js_per_candidate_batch_mean").EnumerateArray().Select(mean => mean.GetDouble())];
            if (inner > 1)
            {
                float[] means = Dola.Divergence(final, premature).mean([0L]).data<float>().ToArray();
                for (int i = 0; i < expected.Length; i++)
                    Assert.AreEqual(expected[i], means[i], 1e-6, name);
            }

            Tensor chosen = premature.select(1, parameters.GetProperty("chosen_index").GetInt64());
            Tensor difference = Dola.Contrast(final, chosen, parameters.GetProperty("relative_top").GetSingle());
            Tensor reference = golden.Tensor(name, "dola_logits");
            TensorAssert.AreEqual(reference.isinf(), difference.isinf(), name);
            TensorAssert.AreClose(reference.masked_fill(reference.isinf(), 0), difference.masked_fill(difference.isinf(), 0), 1e-5, name);
            TensorAssert.AreClose(golden.Tensor(name, "probs"), difference.softmax(1), 1e-5, name);
            long[] greedy = [.. parameters.GetProperty("greedy_tokens").EnumerateArray().Select(token => token.GetInt64())];
            CollectionAssert.AreEqual(greedy, difference.argmax(1).data<long>().ToArray(), name);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Samples_have_the_probabilities_of_the_difference(bool onHost)
    {
        const int Rows = 3000, Vocabulary = 20;
        using CausalLanguageModel model = StatesAsLogits.Create(Vocabulary, 6);
        Dictionary<int, float[]> layers = new[] { 0, 2, 6 }.ToDictionary(layer => layer, layer =>
        {
            float[] logits = new float[Vocabulary];
            CounterRandom.FillNormal(new RandomKey(3, RandomPurpose.Data, layer), logits, standardDeviation: 1.5);
            return logits;
        });
        var options = new GenerationOptions { Strategy = new DolaDecoding(), Temperature = 0.8f, Seed = 2 };
        DecodingChoice choice = options.Strategy.Choose(StatesAsLogits.Step(model, options, layers, Rows, onHost, null));
        Tensor final = tensor(layers[6], [1, Vocabulary]) / 0.8f;
        Tensor inner = stack([tensor(layers[0]), tensor(layers[2])], 0).unsqueeze(0) / 0.8f;
        long best = Dola.Divergence(final, inner).argmax(1).item<long>();
        float[] expected = Dola.Contrast(final, inner.select(1, best), 0.1f).softmax(1).data<float>().ToArray();
        long[] drawn = choice.TokenIds.data<long>().ToArray();
        float[] behaviour = choice.BehaviourLogProbabilities!.data<float>().ToArray();
        for (int i = 0; i < Rows; i++)
            Assert.AreEqual(Math.Log(expected[drawn[i]]), behaviour[i], 1e-4);
        ChiSquare.Fits([.. expected.Select(value => (double)value)], [.. Enumerable.Range(0, Vocabulary).Select(token => drawn.Count(id => id == token))]);
        Assert.IsTrue(choice.Records![Dola.LayerRecord].data<float>().ToArray().All(layer => layer == (best == 0 ? 0 : 2)));
    }

    [TestMethod]
    [DataRow(DolaLayers.Low, 6, false, new[] { 0, 2 })]
    [DataRow(DolaLayers.High, 6, false, new[] { 3, 5 })]
    [DataRow(DolaLayers.Low, 8, true, new[] { 2 })]
    [DataRow(DolaLayers.Low, 4, true, new[] { 2 })]
    [DataRow(DolaLayers.High, 4, true, new[] { 2 })]
    [DataRow(DolaLayers.Low, 42, false, new[] { 0, 2, 4, 6, 8, 10, 12, 14, 16, 18 })]
    [DataRow(DolaLayers.High, 42, false, new[] { 22, 24, 26, 28, 30, 32, 34, 36, 38, 40 })]
    public void Layers_are_those_of_the_reference(DolaLayers layers, int count, bool tied, int[] expected)
    {
        using CausalLanguageModel model = CausalLanguageModel.Create(
            new ModelConfiguration
            {
                ModelType = "qwen3", VocabularySize = 8, HiddenSize = 8, IntermediateSize = 8, LayerCount = count, HeadCount = 1,
                KeyValueHeadCount = 1, HeadSize = 8, ContextLength = 8, TieWordEmbeddings = tied,
            },
            null,
            seed: 1);
        CollectionAssert.AreEqual(
            expected, new DolaDecoding { Layers = layers }.Prepare(model, new GenerationOptions()).Layers(count).ToArray());
    }

    [TestMethod]
    public void One_exception_tells_everything_that_is_wrong()
    {
        using CausalLanguageModel model = ExploringModel.Create(3);
        var strategy = new DolaDecoding { CandidateLayers = [1, 1, 3, -1], RelativeTop = 0 };
        string message = Assert.ThrowsExactly<ArgumentException>(() => strategy.Prepare(model, new GenerationOptions())).Message;
        foreach (string part in new[] { "has 3", "has -1", "twice", "RelativeTop is 0" })
            Assert.Contains(part, message);
    }
}
