using System.Xml.Linq;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class CompareTests
{
    [TestMethod]
    public void Strategies_answer_the_same_problems_and_are_compared_in_pairs()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create();
        IDataView problems = ml.Data.LoadFromEnumerable(InputProblem.Several(6));
        var told = new List<string>();
        StrategyComparison comparison = ml.Reasoning().Compare(
            problems, model,
            [
                new("plain"), new("same"), new("greedy") { Temperatures = [0] },
                new("led", new LanguageModels.LatentExplorationDecoding()), new("few") { TopK = 2, Temperatures = [1] },
            ],
            new StrategyComparisonOptions
            {
                Temperatures = [1, 2], SamplesPerPrompt = 4, MaxNewTokens = 6, Seed = 3, Progress = new Told(told),
            });
        CollectionAssert.AreEqual(
            new[] { "plain 1", "plain 2", "same 1", "same 2", "greedy 0", "led 1", "led 2", "few 1" },
            comparison.Entries.Select(entry => $"{entry.Name} {entry.Temperature}").ToArray());
        CollectionAssert.AreEqual(comparison.Entries.Select(entry => entry.Name).ToArray(), told);
        Assert.AreEqual("plain", comparison.BaselineName);
        foreach (ComparisonEntry entry in comparison.Entries)
        {
            Assert.HasCount(6, entry.CorrectCounts);
            Assert.HasCount(4, entry.PassAtK);
            for (int k = 1; k <= 4; k++)
                Assert.AreEqual(entry.CorrectCounts.Average(correct => PassAtK.Estimate(4, correct, k)), entry.PassAtK[k - 1].Estimate, 1e-9);
            Assert.IsTrue(entry.MeanTokens is >= 1 and <= 6 && entry.FinishedShare is >= 0 and <= 1);
            Assert.AreEqual(entry.Name == "led", entry.Exploration is not null);
            Assert.AreEqual(entry.Name is "plain" or "greedy", entry.Difference is null, "The baseline has no temperature 0.");
        }

        foreach (ComparisonEntry entry in comparison.Entries.Where(entry => entry.Name == "same"))
            Assert.IsTrue(entry.Difference!.All(difference => difference == new ConfidenceInterval(0, 0, 0)), "The same seed draws the same samples.");
        Assert.AreEqual(new ConfidenceInterval(0, 0, 0), comparison.Difference("same", 4));
        Assert.Contains("no temperature", Assert.ThrowsExactly<ArgumentException>(() => comparison.Difference("greedy", 1)).Message);
        string table = comparison.ToString();
        Assert.AreEqual(2 + comparison.Entries.Count, table.Trim().Split('\n').Length);
        Assert.Contains("less plain", table);
        XElement svg = XElement.Parse(comparison.ToSvg());
        Assert.HasCount(5 + 4, svg.Elements().Where(element => element.Name.LocalName == "polyline").ToArray());
    }

    [TestMethod]
    public void One_exception_tells_everything_that_is_wrong()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create();
        IDataView problems = ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        string message = Assert.ThrowsExactly<ArgumentException>(() => ml.Reasoning().Compare(
            problems, model,
            [new("a"), new("a"), new("deep", new LanguageModels.LatentExplorationDecoding { Depth = 7 }) { TopP = 0.5f }],
            new StrategyComparisonOptions { SamplesPerPrompt = 0, BaselineName = "b" })).Message;
        foreach (string part in new[] { "same name", "'b'", "SamplesPerPrompt is 0", "Depth is 7", "TopP is 0.5" })
            Assert.Contains(part, message);
        Assert.AreEqual(0, model.ForwardCount);
    }

    private sealed class Told(List<string> names) : IProgress<ComparisonEntry>
    {
        public void Report(ComparisonEntry value) => names.Add(value.Name);
    }
}
