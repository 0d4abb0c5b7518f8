namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class ExampleOrderTests
{
    [TestMethod]
    public void Each_epoch_takes_every_example_once_in_its_own_order()
    {
        var order = new ExampleOrder(exampleCount: 10, batchSize: 4, epochs: 3, seed: 5);
        Assert.AreEqual(8, order.StepCount);
        int[] taken = [.. Enumerable.Range(0, 8).SelectMany(order.Batch)];
        Assert.HasCount(30, taken);
        int[][] epochs = [.. taken.Chunk(10)];
        foreach (int[] epoch in epochs)
            CollectionAssert.AreEquivalent(Enumerable.Range(0, 10).ToArray(), epoch);
        CollectionAssert.AreNotEqual(epochs[0], epochs[1]);
        Assert.HasCount(2, order.Batch(7));
    }

    [TestMethod]
    public void A_batch_depends_on_nothing_but_seed_and_step()
    {
        int[] straight = [.. Enumerable.Range(0, 15).SelectMany(new ExampleOrder(23, 6, 4, 1).Batch)];
        var fresh = new ExampleOrder(23, 6, 4, 1);
        int[] backwards = [.. Enumerable.Range(0, 15).Reverse().Select(fresh.Batch).Reverse().SelectMany(batch => batch)];
        CollectionAssert.AreEqual(straight, backwards);
        CollectionAssert.AreNotEqual(straight, Enumerable.Range(0, 15).SelectMany(new ExampleOrder(23, 6, 4, 2).Batch).ToArray());
    }

    [TestMethod]
    public void A_part_of_an_epoch_takes_part_of_the_examples()
    {
        var order = new ExampleOrder(exampleCount: 100, batchSize: 8, epochs: 0.25, seed: 0);
        Assert.AreEqual(25, order.Length);
        Assert.HasCount(25, Enumerable.Range(0, order.StepCount).SelectMany(order.Batch).Distinct().ToArray());
    }
}
