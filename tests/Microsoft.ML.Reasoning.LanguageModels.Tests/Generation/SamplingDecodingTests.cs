using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class SamplingDecodingTests
{
    private const int Samples = 4000;

    [TestMethod]
    public void A_draw_is_the_first_index_whose_sum_exceeds_it()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = tensor(new float[] { 0, 2, 0, 1, 1, 0 }).unsqueeze(0).expand(8, -1);
        double[] uniforms = [0, 0.25, Math.BitDecrement(0.5), 0.5, Math.BitDecrement(0.75), 0.75, 0.9, Math.BitDecrement(1.0)];
        long[] drawn = InverseTransform.Draw(weights, tensor(uniforms)).data<long>().ToArray();
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 3, 3, 4, 4, 4 }, drawn);
    }

    [TestMethod]
    public void The_largest_draw_stays_inside_the_last_weight_whatever_the_total_is()
    {
        using DisposeScope scope = NewDisposeScope();
        const int Rows = 500;
        float[] weights = new float[Rows * 12];
        CounterRandom.FillUniform(new RandomKey(3, RandomPurpose.Data), weights);
        for (int i = 8; i < weights.Length; i++)
            if (i % 12 >= 8)
                weights[i] = 0;
        Tensor drawn = InverseTransform.Draw(tensor(weights, [Rows, 12]), full([Rows], Math.BitDecrement(1.0), ScalarType.Float64));
        Assert.IsTrue(drawn.data<long>().ToArray().All(index => index == 7));
    }

    [TestMethod]
    [DataRow(0, 0.5f, 0f)]
    [DataRow(0, 0.9f, 0f)]
    [DataRow(0, 1e-6f, 0f)]
    [DataRow(5, 1f, 0f)]
    [DataRow(1, 1f, 0f)]
    [DataRow(40, 1f, 0f)]
    [DataRow(6, 0.7f, 0f)]
    [DataRow(30, 0.99f, 0f)]
    [DataRow(0, 1f, 0.1f)]
    [DataRow(0, 1f, 1f)]
    [DataRow(4, 1f, 0.05f)]
    [DataRow(0, 0.8f, 0.2f)]
    [DataRow(12, 0.95f, 0.02f)]
    public void Truncation_keeps_exactly_the_tokens_of_its_definition(int topK, float topP, float minP)
    {
        using DisposeScope scope = NewDisposeScope();
        const int Rows = 200, Vocabulary = 30;
        float[] logits = new float[Rows * Vocabulary];
        CounterRandom.FillNormal(new RandomKey(5, RandomPurpose.Data, topK), logits, standardDeviation: 2);
        Tensor probabilities = tensor(logits, [Rows, Vocabulary]).softmax(1);
        float[] given = probabilities.data<float>().ToArray();
        float[] restricted = SamplingDecoding.Restrict(probabilities, topK, topP, minP).data<float>().ToArray();
        for (int row = 0; row < Rows; row++)
        {
            float[] expected = Truncated(given[(row * Vocabulary)..((row + 1) * Vocabulary)], topK, topP, minP);
            CollectionAssert.AreEqual(expected, restricted[(row * Vocabulary)..((row + 1) * Vocabulary)]);
        }
    }

    [TestMethod]
    [DataRow(1f, 0, 1f, 0f)]
    [DataRow(0.6f, 0, 1f, 0f)]
    [DataRow(2f, 0, 1f, 0f)]
    [DataRow(1f, 6, 1f, 0f)]
    [DataRow(1.5f, 0, 0.8f, 0f)]
    [DataRow(1.3f, 12, 0.9f, 0f)]
    [DataRow(1.5f, 0, 1f, 0.1f)]
    [DataRow(2f, 20, 0.9f, 0.05f)]
    public void Tokens_are_drawn_with_the_probabilities_of_the_closed_form(float temperature, int topK, float topP, float minP)
    {
        using CausalLanguageModel model = TinyModel.Create();
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(1), new GenerationOptions
        {
            SamplesPerPrompt = Samples,
            MaxNewTokens = 1,
            Temperature = temperature,
            TopK = topK,
            TopP = topP,
            MinP = minP,
            BatchSize = 512,
            Seed = 4,
            StopTokenIds = [],
        });
        double[] full = TinyModel.Softmax(TinyModel.Logits(model, samples[0])[0], temperature);
        float[] kept = Truncated([.. full.Select(p => (float)p)], topK, topP, minP);
        double total = kept.Sum(p => (double)p);
        foreach (GeneratedSample sample in samples)
        {
            int token = sample.TokenIds[0];
            Assert.IsGreaterThan(0f, kept[token], "Only kept tokens are drawn.");
            Assert.AreEqual(Math.Log(full[token]), sample.LogProbabilities[0], 1e-4, "The model's own probability.");
            Assert.AreEqual(Math.Log(kept[token] / total), sample.BehaviourLogProbabilities[0], 1e-4, "The probability of the draw.");
        }

        // Tokens that are expected fewer than five times count together.
        double[] expected = [.. kept.Select(p => p / total * Samples)];
        double[] found = new double[expected.Length];
        foreach (GeneratedSample sample in samples)
            found[sample.TokenIds[0]]++;
        var cells = expected.Zip(found).GroupBy(cell => cell.First >= 5 ? cell.First : -1)
            .Select(group => (Expected: group.Sum(cell => cell.First), Found: group.Sum(cell => cell.Second)))
            .Where(cell => cell.Expected > 0).ToList();
        double square = cells.Sum(cell => (cell.Found - cell.Expected) * (cell.Found - cell.Expected) / cell.Expected);
        double freedom = cells.Count - 1;
        // Wilson and Hilferty: chi-square's cube root is nearly normal; 3.7 deviations are passed once in ten thousand.
        double limit = freedom * Math.Pow(1 - 2 / (9 * freedom) + 3.7 * Math.Sqrt(2 / (9 * freedom)), 3);
        Assert.IsGreaterThan(2, cells.Count);
        Assert.IsLessThan(limit, square);
    }

    /// <summary>Top-k, then top-p, then min-p, written out: zeros for the tokens that are left out.</summary>
    private static float[] Truncated(float[] probabilities, int topK, float topP, float minP)
    {
        int[] order = [.. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i])];
        if (topK > 0)
            order = [.. order.Take(topK)];
        double total = order.Sum(i => (double)probabilities[i]), sum = 0;
        float[] kept = new float[probabilities.Length];
        foreach (int i in order)
        {
            if ((topP < 1 && sum >= topP * total) || probabilities[i] < minP * probabilities[order[0]])
                break;
            kept[i] = probabilities[i];
            sum += probabilities[i];
        }

        return kept;
    }
}
