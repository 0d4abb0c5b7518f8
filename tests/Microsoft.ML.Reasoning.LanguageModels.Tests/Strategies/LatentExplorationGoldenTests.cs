using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The values of the authors' own function, on both decoders. Preset: the defaults, which are the published ones.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class LatentExplorationGoldenTests
{
    private const int Draws = 400;
    private readonly Lazy<StrategyGolden> golden = new(() => new StrategyGolden());
    private readonly DisposeScope scope = NewDisposeScope();

    [TestCleanup]
    public void Dispose() => scope.Dispose();

    [TestMethod]
    public void All_mixtures_and_their_entropies_are_the_published_ones()
    {
        foreach (string name in Cases())
        {
            Tensor probabilities = Golden(name, "dk_probs").to(ScalarType.Float64);
            (Tensor mixture, Tensor depth, Tensor entropies) = DeviceLatentExploration.Mix(probabilities);
            TensorAssert.AreClose(Golden(name, "new_probs"), mixture, 1e-6, name);
            TensorAssert.AreClose(Golden(name, "entropy"), entropies, 1e-5, name);
            TensorAssert.AreEqual(Golden(name, "target_layer"), depth, name);
            (int layers, int count) = ((int)probabilities.shape[1], (int)probabilities.shape[2]);
            double[] all = probabilities.data<double>().ToArray();
            float[] expected = Golden(name, "new_probs").data<float>().ToArray(), expectedEntropy = Golden(name, "entropy").data<float>().ToArray();
            for (int row = 0; row < probabilities.shape[0]; row++)
            {
                double[] mixed = new double[count];
                float[] entropy = new float[layers];
                int chosen = LatentMixture.Choose(all.AsSpan(row * layers * count, layers * count), mixed, entropy);
                Assert.AreEqual(Golden(name, "target_layer").data<long>()[row], chosen, name);
                for (int i = 0; i < count; i++)
                    Assert.AreEqual(expected[row * count + i], mixed[i], 1e-6, name);
                for (int layer = 0; layer < layers; layer++)
                    Assert.AreEqual(expectedEntropy[row * layers + layer], entropy[layer], 1e-5, name);
            }
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void From_logits_to_distributions_as_published(bool onHost)
    {
        int rows = 0, ties = 0;
        foreach (string name in Cases())
        {
            JsonElement parameters = Parameters(name);
            if (parameters.GetProperty("is_all_greedy").GetBoolean())
                continue;
            bool exploit = parameters.GetProperty("do_exploit").GetInt32() == 1;
            foreach ((int row, float temperature, bool thinks) in Rows(name))
            {
                if (IsTie(name, row))
                {
                    ties++;
                    continue;
                }

                rows++;
                DecodingChoice mixed = Choose(name, row, temperature, thinks: true, onHost, exploit: false, LatentBehaviour.Drawn);
                AssertDistribution($"{name}: mixture", name, row, mixed, Golden(name, "new_probs"));
                Assert.AreEqual(Golden(name, "target_layer").data<long>()[row], mixed.Records![LatentExplorationRecords.Depth].data<float>()[0], name);
                for (int layer = 0; layer < Golden(name, "entropy").shape[1]; layer++)
                    Assert.AreEqual(
                        Golden(name, "entropy")[row, layer].item<float>(),
                        mixed.Records[LatentExplorationRecords.Entropy(layer)].data<float>()[0], 1e-5f, name);
                DecodingChoice all = Choose(name, row, temperature, thinks, onHost, exploit, LatentBehaviour.Marginal);
                AssertDistribution(
                    $"{name}: both outcomes of the gate", name, row, all, Golden(name, "effective_candidate_probs_sampling"));
                double rate = !thinks ? 0 : exploit ? Golden(name, "explore_prob")[row, 0].item<float>() : 1;
                int explored = all.Records![LatentExplorationRecords.Explored].data<float>().ToArray().Count(value => value == 1);
                ChiSquare.Fits([1 - rate, rate], [Draws - explored, explored]);
            }
        }

        Assert.IsTrue(rows > 30 && ties < 5, $"{rows} rows, {ties} with a tie");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Greedy_tokens_are_the_published_ones_without_their_lot(bool onHost)
    {
        int explored = 0, differing = 0;
        foreach (string name in Cases().Where(name => Parameters(name).GetProperty("is_all_greedy").GetBoolean()))
        {
            long[] open = Tokens("token_if_explore"), closed = Tokens("token_if_not_explore");
            for (int row = 0; row < open.Length; row++)
            {
                // Theirs draws the gate with this probability; ours takes the likelier outcome.
                bool explores = Golden(name, "explore_prob")[row, 0].item<float>() > 0.5f;
                AssertGreedy(explores ? open[row] : closed[row], exploit: true, row);
                AssertGreedy(open[row], exploit: false, row);
                explored += explores ? 1 : 0;
                differing += open[row] != closed[row] ? 1 : 0;
            }

            void AssertGreedy(long expected, bool exploit, int row)
            {
                DecodingChoice choice = Choose(name, row, 0, thinks: true, onHost, exploit, LatentBehaviour.Drawn);
                CollectionAssert.AreEqual(Enumerable.Repeat(expected, Draws).ToArray(), choice.TokenIds.data<long>().ToArray(), name);
                Assert.IsTrue(choice.BehaviourLogProbabilities!.data<float>().ToArray().All(value => value == 0), "Nothing was drawn.");
            }

            long[] Tokens(string key) => [.. Parameters(name).GetProperty(key).EnumerateArray().Select(token => token.GetInt64())];
        }

        Assert.IsTrue(explored > 1 && differing > 1);
    }

    /// <summary>Every drawn token has its probability, and the frequencies fit.</summary>
    private void AssertDistribution(string what, string name, int row, DecodingChoice choice, Tensor probabilities)
    {
        float[] expected = probabilities[row].data<float>().ToArray();
        long[] ids = Golden(name, "origin_topk_ids")[row].data<long>().ToArray(), drawn = choice.TokenIds.data<long>().ToArray();
        float[] behaviour = choice.BehaviourLogProbabilities!.data<float>().ToArray();
        for (int i = 0; i < drawn.Length; i++)
            Assert.AreEqual(expected[Array.IndexOf(ids, drawn[i])], Math.Exp(behaviour[i]), 1e-5, what);
        ChiSquare.Fits([.. expected.Select(value => (double)value)], [.. ids.Select(id => drawn.Count(token => token == id))]);
    }

    /// <summary>Whether the last candidate is one of several equals: which of them the authors' was follows no rule, only its mixture can be compared.</summary>
    private bool IsTie(string name, int row)
    {
        float[] final = Golden(name, "layer_logits")[row, 0].data<float>().ToArray();
        Array.Sort(final, (one, other) => other.CompareTo(one));
        int count = Parameters(name).GetProperty("k").GetInt32();
        return final[count - 1] == final[count];
    }

    private DecodingChoice Choose(
        string name, int row, float temperature, bool thinks, bool onHost, bool exploit, LatentBehaviour behaviour)
    {
        Tensor logits = Golden(name, "layer_logits");
        JsonElement parameters = Parameters(name);
        int depth = parameters.GetProperty("d").GetInt32();
        using CausalLanguageModel model = StatesAsLogits.Create((int)logits.shape[2], depth + 1);
        var options = new LatentExplorationDecoding
        {
            Depth = depth, Candidates = parameters.GetProperty("k").GetInt32(), Exploit = exploit, Behaviour = behaviour,
        };
        LatentExplorationSettings settings = options.Resolve(model);
        var layers = settings.Layers.Select((layer, i) => (layer, i)).ToDictionary(pair => pair.layer, pair => logits[row, pair.i].data<float>().ToArray());
        Tensor memory = full([Draws, 1], thinks ? 0f : 1f);
        DecodingContext context = StatesAsLogits.Step(
            model, new GenerationOptions { Temperature = temperature, Seed = (ulong)row }, layers, Draws, onHost, memory);
        return new LatentExploration(options, settings, new ThinkEndToken(-1)).Choose(context);
    }

    private IEnumerable<(int Row, float Temperature, bool Thinks)> Rows(string name)
    {
        bool[] thinks = Golden(name, "think_only_mask").data<bool>().ToArray();
        JsonElement temperature = Parameters(name).GetProperty("temperature");
        for (int row = 0; row < thinks.Length; row++)
            yield return (row, temperature.ValueKind == JsonValueKind.Number ? temperature.GetSingle() : Golden(name, "temperatures")[row, 0].item<float>(), thinks[row]);
    }

    private IEnumerable<string> Cases() => golden.Value.Cases(dola: false);

    private JsonElement Parameters(string name) => golden.Value.Parameters(name);

    private Tensor Golden(string name, string value) => golden.Value.Tensor(name, value);
}
