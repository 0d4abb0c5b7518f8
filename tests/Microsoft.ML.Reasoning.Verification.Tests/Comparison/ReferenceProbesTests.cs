using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>The pairs on which both reference verifiers were run (shared/data/verify/probes.jsonl): every difference to Math-Verify, with its reason.</summary>
[TestClass]
public sealed class ReferenceProbesTests
{
    private static readonly Dictionary<string, string> Differences = new()
    {
        [@"28\% | 28"] = "convention: golds of benchmarks write either; PercentRule.Fraction says no",
        [@"28 | 28\%"] = "convention, as above",
        ["1 1/2 | 1.5"] = "1 + 1/2 = 1.5",
        ["2.3e-3 | 0.0023"] = "2.3 / 1000 = 0.0023",
        [@"10000 | 10\,000"] = "a thin space separates thousands",
        ["10000 | 10 000"] = "a space separates thousands",
        [@"15 \text{ cm} | 15 \text{ m}"] = "15 m is 1500 cm; UnitRule.Ignore says yes",
        [@"(1,2) | \{1,2\}"] = "a set has no order; SetForTuple says yes",
        [@"\{1,2\} | (1,2)"] = "a set has no order",
        [@"[1,2] | 1\le x\le 2"] = "the same set of numbers; the reference accepts it the other way round",
        [@"(-\infty,3) | x<3"] = "the same set of numbers, as above",
        [@"\begin{pmatrix}1\\2\end{pmatrix} | (1,2)"] = "a vector by its coordinates",
        ["204_5 | 204"] = "204 in base five is 54",
        [@"e^{i\pi} | -1"] = "Euler",
        [@"\text{none} | \emptyset"] = "none is the empty set",
    };

    [TestMethod, TestCategory("Golden")]
    public void Differs_from_the_reference_only_where_listed()
    {
        var verifier = new AnswerVerifier();
        var found = new List<string>();
        int rows = 0;
        foreach (JsonElement row in JsonLines.Read(Shared.PathOf("data", "verify", "probes.jsonl")))
        {
            rows++;
            string gold = row.GetProperty("gold").GetString()!, answer = row.GetProperty("prediction").GetString()!;
            if (verifier.Verify(gold, $@"\boxed{{{answer}}}").IsCorrect != row.GetProperty("math_verify_boxed").GetBoolean())
                found.Add($"{gold} | {answer}");
        }
        Assert.AreEqual(75, rows);
        CollectionAssert.AreEquivalent(Differences.Keys.ToArray(), found, string.Join('\n', found));
    }
}
