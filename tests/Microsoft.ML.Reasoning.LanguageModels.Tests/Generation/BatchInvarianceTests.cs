namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A sample depends on its prompt, its key and the model: not on what is generated beside it.</summary>
public abstract class BatchInvarianceTests(bool onHost) : GenerationTestBase(onHost)
{
    private const int PromptCount = 32;
    private const ulong Seed = 11;
    private static CausalLanguageModel model = null!;
    private static int[][] prompts = null!;

    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void Initialize(TestContext _)
    {
        model = TinyModel.Create();
        prompts = TinyModel.Prompts(PromptCount);
    }

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void Cleanup() => model.Dispose();

    [TestMethod]
    [DataRow(0f)]
    [DataRow(1f)]
    public void Alone_in_one_batch_and_in_shuffled_batches_the_samples_are_the_same(float temperature)
    {
        GeneratedSample[] alone = [.. Enumerable.Range(0, PromptCount).Select(i => Generate([i], temperature).Single())];
        IReadOnlyList<GeneratedSample> together = Generate([.. Enumerable.Range(0, PromptCount)], temperature);
        AssertSame(alone, together, temperature, row => row);

        // Other neighbours, other orders, and a long stranger that pads everything further.
        int[] first = CounterRandom.Permutation(new RandomKey(1, RandomPurpose.Shuffle), PromptCount);
        int[] second = CounterRandom.Permutation(new RandomKey(2, RandomPurpose.Shuffle), PromptCount);
        AssertSame(alone, InOrder(first, Generate(first, temperature)), temperature, row => row);
        AssertSame(alone, InOrder(second, Generate(second, temperature, stranger: 70)), temperature, row => row);
    }

    [TestMethod]
    public void A_batch_that_is_refilled_from_the_queue_gives_the_same_samples()
    {
        int[] all = [.. Enumerable.Range(0, PromptCount)];
        IReadOnlyList<GeneratedSample> wide = Generate(all, 1, samples: 3);
        Assert.IsTrue(wide.Select(sample => sample.TokenIds.Count).Distinct().Count() > 5, "Rows must end at different times.");
        AssertSame(wide, Generate(all, 1, samples: 3, batchSize: 5), 1);
        AssertSame(wide, Generate(all, 1, samples: 3, batchSize: 1), 1);
        AssertSame(wide, Generate(all, 1, samples: 3, batchSize: 17, interval: 6), 1);
    }

    [TestMethod]
    public void Rows_are_keyed_by_their_place_in_the_data()
    {
        IReadOnlyList<GeneratedSample> all = Generate([.. Enumerable.Range(0, 8)], 1);
        IReadOnlyList<GeneratedSample> tail = model.Generate(
            prompts[5..8], new GenerationOptions { MaxNewTokens = 40, Seed = Seed, FirstRow = 5, StopTokenIds = [3] });
        AssertSame([.. all.Skip(5)], tail, 1);
        IReadOnlyList<GeneratedSample> other = model.Generate(
            prompts[5..8], new GenerationOptions { MaxNewTokens = 40, Seed = Seed + 1, FirstRow = 5, StopTokenIds = [3] });
        Assert.IsFalse(tail.Zip(other).Any(pair => pair.First.TokenIds.SequenceEqual(pair.Second.TokenIds)), "Another seed, other samples.");
    }

    private static IReadOnlyList<GeneratedSample> Generate(
        int[] chosen, float temperature, int samples = 1, int batchSize = 64, int? interval = null, int stranger = 0)
    {
        int[][] given = [.. chosen.Select(i => prompts[i]), .. stranger > 0 ? new[] { Enumerable.Repeat(9, stranger).ToArray() } : []];
        var options = new GenerationOptions
        {
            MaxNewTokens = 40,
            Temperature = temperature,
            Seed = Seed,
            SamplesPerPrompt = samples,
            BatchSize = batchSize,
            StopCheckInterval = interval,
            StopTokenIds = [3],
            RowKeys = [.. chosen.Select(i => (long)i), .. stranger > 0 ? new[] { 1000L } : []],
        };
        return [.. model.Generate(given, options).Take(chosen.Length * samples)];
    }

    private static GeneratedSample[] InOrder(int[] chosen, IReadOnlyList<GeneratedSample> samples)
    {
        var ordered = new GeneratedSample[samples.Count];
        for (int i = 0; i < chosen.Length; i++)
            ordered[chosen[i]] = samples[i];
        return ordered;
    }

    private static void AssertSame(
        IReadOnlyList<GeneratedSample> expected, IReadOnlyList<GeneratedSample> actual, float temperature, Func<int, int>? row = null)
    {
        Assert.HasCount(expected.Count, actual);
        int compared = 0;
        for (int index = 0; index < expected.Count; index++)
        {
            GeneratedSample one = expected[index], other = actual[index];
            CollectionAssert.AreEqual(one.PromptTokenIds.ToArray(), other.PromptTokenIds.ToArray());
            double[][] logits = TinyModel.Logits(model, one);
            for (int i = 0; i < one.TokenIds.Count; i++, compared++)
            {
                double margin = Margin(logits[i], one, i, row?.Invoke(index) ?? one.PromptIndex, temperature);
                Assert.IsGreaterThan(-1e-4, margin, "The token is the one that the draw falls on.");
                if (i >= other.TokenIds.Count || one.TokenIds[i] != other.TokenIds[i])
                {
                    Assert.IsLessThan(1e-4, margin, "Only a draw at a boundary may fall to either side.");
                    break;
                }

                Assert.AreEqual(one.LogProbabilities[i], other.LogProbabilities[i], 1e-4f);
            }
        }

        Assert.IsGreaterThan(expected.Sum(sample => sample.TokenIds.Count) * 9 / 10, compared);
    }

    /// <summary>How far the draw of a token is from the nearest boundary between two tokens.</summary>
    private static double Margin(double[] logits, GeneratedSample sample, int position, int row, float temperature)
    {
        double[] probabilities = TinyModel.Softmax(logits);
        int token = sample.TokenIds[position];
        if (temperature == 0)
            return probabilities[token] - probabilities.Where((_, other) => other != token).Max();
        double draw = CounterRandom.Uniform(new RandomKey(Seed, RandomPurpose.Token, row, sample.SampleIndex), (uint)position);
        double before = probabilities.Take(token).Sum();
        return Math.Min(draw - before, before + probabilities[token] - draw);
    }
}
