namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class TokenSelectionTests
{
    private static readonly float[][] s_masks = [[1, 1, 0], [1, 1, 1]];

    [TestMethod]
    public void Covariances_are_taken_over_the_tokens_that_count()
    {
        float[][] log = [[-1, -3, -100], [-2, -4, -5]], advantages = [[1, 1, 50], [-1, -1, -1]];
        double[][] covariances = TokenSelection.Covariances(log, advantages, s_masks);
        // Means: -3 and -0.2.
        Assert.AreEqual(2 * 1.2, covariances[0][0], 1e-6);
        Assert.AreEqual(-1 * -0.8, covariances[1][1], 1e-6);
        Assert.AreEqual(double.NegativeInfinity, covariances[0][2]);
    }

    [TestMethod]
    public void The_highest_covariances_are_selected_and_never_more_than_their_share()
    {
        double[][] covariances = [[3, 1, double.NegativeInfinity], [2, 3, 0]];
        Same([[1, 0, 0], [0, 1, 0]], TokenSelection.HighestCovariance(covariances, 0.4));
        Same([[1, 0, 0], [0, 0, 0]], TokenSelection.HighestCovariance(covariances, 0.0001));
    }

    [TestMethod]
    public void Random_ones_lie_between_the_bounds_and_depend_on_the_key_alone()
    {
        double[][] covariances = [[.. Enumerable.Range(0, 100).Select(i => (double)i)]];
        float[][] one = TokenSelection.RandomCovariance(covariances, 0.05, 9, 60, new RandomKey(1, RandomPurpose.Selection));
        Same(one, TokenSelection.RandomCovariance(covariances, 0.05, 9, 60, new RandomKey(1, RandomPurpose.Selection)));
        int[] chosen = [.. Enumerable.Range(0, 100).Where(i => one[0][i] > 0)];
        Assert.HasCount(5, chosen);
        Assert.IsTrue(chosen.All(i => i is > 9 and < 60));
        float[][] other = TokenSelection.RandomCovariance(covariances, 0.05, 9, 60, new RandomKey(2, RandomPurpose.Selection));
        CollectionAssert.AreNotEqual(one[0], other[0]);
    }

    [TestMethod]
    public void The_highest_entropies_start_at_the_quantile()
    {
        Same([[0, 1, 0], [0, 0, 1]], TokenSelection.HighestEntropy([[1, 4, 9], [2, 3, 5]], s_masks, 0.4));
        Same([[1, 1, 0], [1, 1, 1]], TokenSelection.HighestEntropy([[1, 4, 9], [2, 3, 5]], s_masks, 1));
    }

    private static void Same(float[][] expected, float[][] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            CollectionAssert.AreEqual(expected[i], actual[i]);
    }
}
