namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostPassTests
{
    [TestMethod]
    public void A_product_over_rows_is_its_definition_in_both_register_widths()
    {
        const int Count = 13, AStride = 11, BStride = 40, YStride = 36;
        float[] a = Numbers(Count * AStride + 8, 1), b = Numbers(Count * BStride + 32, 2);
        float[] narrow = Numbers(8 * YStride, 3), wide = [.. narrow], expected = [.. narrow];
        for (int t = 0; t < Count; t++)
            for (int row = 0; row < 8; row++)
                for (int column = 0; column < 32; column++)
                    expected[row * YStride + column] += a[t * AStride + row] * b[t * BStride + column];
        HostProduct.OuterFourByFour<Lanes256>(ref a[0], AStride, ref b[0], BStride, Count, ref narrow[0], YStride);
        Close(expected, narrow);
        HostProduct.Outer8<Lanes512>(ref a[0], AStride, ref b[0], BStride, Count, ref wide[0], YStride);
        Close(expected, wide);
    }

    [TestMethod]
    public void A_prompt_has_its_rows_once()
    {
        PolicySequence[] sequences = Rollouts.Groups(groups: 2, size: 4, prompt: 5);
        var layout = new HostLayout(sequences);
        Assert.AreEqual(5 + 6 + sequences.Sum(sequence => sequence.ResponseIds.Count - 1), layout.RowCount);
        Assert.HasCount(2, layout.Prompts);
        CollectionAssert.AreEqual(sequences.SelectMany(sequence => sequence.ResponseIds).ToArray(), layout.Targets);
        // The first token of each response is emitted by the last of the prompt.
        Assert.HasCount(4, layout.Emitting.Where(row => row == 4).ToArray());
        // Position by position, a response goes on where its prompt ends.
        foreach (HostPrompt prompt in layout.Prompts)
            foreach (HostSegment response in prompt.Responses)
                Assert.AreEqual(prompt.Rows.Length, layout.Positions[response.Start]);
    }

    [TestMethod]
    public void Threads_get_neighbours_of_about_the_same_number_of_tokens()
    {
        PolicySequence[] sequences = Rollouts.Groups(groups: 5, size: 8, longest: 60);
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            IReadOnlyList<PolicySequence[]> parts = MicroBatches.Deal(sequences, threads);
            CollectionAssert.AreEqual(sequences, parts.SelectMany(part => part).ToArray());
            Assert.HasCount(threads, parts);
            double[] rows = [.. parts.Select(part => (double)new HostLayout(part).RowCount)];
            Assert.IsLessThan(2.2 * rows.Average(), rows.Max());
        }

        Assert.HasCount(1, MicroBatches.Deal(sequences[..1], 4));
    }

    [TestMethod]
    public void Groups_that_are_mixed_up_are_put_together_and_too_large_ones_cut_unless_they_must_stay_whole()
    {
        PolicySequence[] sequences = Rollouts.Groups(groups: 3, size: 4);
        PolicySequence[] mixed = [.. sequences.OrderBy(sequence => sequence.Advantage)];
        IReadOnlyList<int[]> whole = MicroBatches.ByGroup(mixed, 1, wholeGroups: true);
        Assert.HasCount(3, whole);
        Assert.IsTrue(whole.All(part => part.Select(i => mixed[i].Group).Distinct().Count() == 1));
        IReadOnlyList<int[]> cut = MicroBatches.ByGroup(mixed, 1, wholeGroups: false);
        Assert.HasCount(12, cut);
        int[] all = [.. MicroBatches.ByGroup(mixed, 1_000_000, wholeGroups: false).Single()];
        CollectionAssert.AreEquivalent(Enumerable.Range(0, 12).ToArray(), all);
        Assert.IsTrue(all.Select(i => mixed[i].Group).Chunk(4).All(groups => groups.Distinct().Count() == 1));
    }

    private static float[] Numbers(int count, ulong seed)
    {
        var numbers = new float[count];
        CounterRandom.FillNormal(new RandomKey(seed, RandomPurpose.Data), numbers, 0, 1);
        return numbers;
    }

    private static void Close(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-4f, $"element {i}");
    }
}
