namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

internal static class ChiSquare
{
    /// <summary>The counts are those of the distribution, but for one seed in ten thousand. Values expected fewer than five times count together.</summary>
    public static void Fits(IReadOnlyList<double> probabilities, IReadOnlyList<int> counts)
    {
        int samples = counts.Sum();
        var cells = probabilities.Zip(counts, (probability, count) => (Expected: probability * samples, Found: (double)count))
            .GroupBy(cell => cell.Expected >= 5 ? cell.Expected : -1)
            .Select(group => (Expected: group.Sum(cell => cell.Expected), Found: group.Sum(cell => cell.Found)))
            .Where(cell => cell.Expected > 0).ToList();
        if (cells.Count < 2)
            return;
        double square = cells.Sum(cell => (cell.Found - cell.Expected) * (cell.Found - cell.Expected) / cell.Expected);
        double freedom = cells.Count - 1;
        // Wilson and Hilferty: chi-square's cube root is nearly normal; 3.7 deviations are passed once in ten thousand.
        Assert.IsLessThan(freedom * Math.Pow(1 - 2 / (9 * freedom) + 3.7 * Math.Sqrt(2 / (9 * freedom)), 3), square);
    }
}
