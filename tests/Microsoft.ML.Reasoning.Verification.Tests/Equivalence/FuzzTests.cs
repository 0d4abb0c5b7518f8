using Microsoft.ML.Reasoning.Verify;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Mutated answers: nothing throws, and what equals one way equals the other way. A million: eng/verify.sh --fuzz 1000000.</summary>
[TestClass]
public sealed class FuzzTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Mutated_answers_never_throw_and_compare_both_ways_alike()
    {
        FuzzReport report = FuzzReport.Run(20_000, seed: 20260101);

        TestContext.WriteLine($"{report.Count} pairs, {report.Equal} equal, {report.ComparedBothWays} both ways, slowest {report.SlowestMilliseconds:0.#} ms: {report.Slowest}");
        Assert.IsEmpty(report.Crashes, string.Join('\n', report.Crashes));
        Assert.IsEmpty(report.Asymmetries, string.Join('\n', report.Asymmetries));
        Assert.IsGreaterThan(report.Count / 100, report.Equal);
        Assert.IsGreaterThan(report.Count / 3, report.ComparedBothWays);
    }
}
