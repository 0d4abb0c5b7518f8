using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class MajorityVoteTests
{
    private static JsonElement Golden(string part) =>
        JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "pass-at-k", "pass_at_k.json"))).RootElement.GetProperty(part);

    [TestMethod, TestCategory("Golden")]
    public void Golden_votes_under_both_tie_rules()
    {
        foreach (JsonElement row in Golden("maj_at_k").EnumerateArray())
        {
            string?[] answers = [.. row.GetProperty("answers").EnumerateArray().Select(a => a.GetString())];
            string gold = row.GetProperty("gold").GetString()!;
            bool[] correct = [.. answers.Select(a => a == gold)];
            VoteResult vote = MajorityVote.Vote(answers);
            Assert.AreEqual(row.GetProperty("pick_first_seen_tiebreak_ignoring_null").GetString(), vote.Winner);
            CollectionAssert.AreEqual(row.GetProperty("tied").EnumerateArray().Select(a => a.GetString()).ToArray(), vote.Tied.ToArray());
            Assert.AreEqual(row.GetProperty("maj_first_seen").GetDouble(), MajorityVote.Score(answers, correct, TieRule.FirstSeen), 1e-12);
            Assert.AreEqual(row.GetProperty("maj_expected_over_random_tiebreak").GetDouble(), MajorityVote.Score(answers, correct), 1e-12);
        }
    }

    [TestMethod, TestCategory("Golden")]
    public void Golden_expectations_over_subsets()
    {
        foreach (JsonElement row in Golden("maj_at_k_subset_expectation").EnumerateArray())
        {
            string[] answers = [.. row.GetProperty("counts").EnumerateObject().SelectMany(c => Enumerable.Repeat(c.Name, c.Value.GetInt32()))];
            bool[] correct = [.. answers.Select(a => a == row.GetProperty("gold").GetString())];
            Assert.AreEqual(row.GetProperty("expected_maj_at_k_subsets_random_tie").GetDouble(),
                MajorityVote.Estimate(answers, correct, row.GetProperty("k").GetInt32()), 1e-12, row.ToString());
        }
    }

    [TestMethod]
    public void The_estimate_is_the_mean_over_all_subsets() =>
        Prop.ForAll(Samples(), t =>
        {
            bool[] correct = [.. t.Answers.Select(a => a is "a" or "b")];
            return Math.Abs(MajorityVote.Estimate(t.Answers, correct, t.K) - Enumerated(t.Answers, correct, t.K)) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Of_one_sample_the_vote_is_pass_at_1_and_of_all_the_whole_vote()
    {
        string?[] answers = [.. Enumerable.Range(0, 512).Select(i => i % 5 == 0 ? null : ((i * i) % 7).ToString(System.Globalization.CultureInfo.InvariantCulture))];
        bool[] correct = [.. answers.Select(a => a == "2")];
        Assert.AreEqual(PassAtK.Estimate(512, correct.Count(c => c), 1), MajorityVote.Estimate(answers, correct, 1), 1e-10);
        Assert.AreEqual(MajorityVote.Score(answers, correct), MajorityVote.Estimate(answers, correct, 512), 1e-10);
    }

    [TestMethod]
    public void Refuses_lists_that_do_not_match() =>
        Assert.ThrowsExactly<ArgumentException>(() => MajorityVote.Score(["1"], [true, false]));

    private static double Enumerated(string?[] answers, bool[] correct, int k)
    {
        double sum = 0;
        int subsets = 0;
        for (int mask = 0; mask < 1 << answers.Length; mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) != k)
                continue;
            int[] drawn = [.. Enumerable.Range(0, answers.Length).Where(i => (mask >> i & 1) == 1)];
            sum += MajorityVote.Score([.. drawn.Select(i => answers[i])], [.. drawn.Select(i => correct[i])]);
            subsets++;
        }
        return sum / subsets;
    }

    private static Arbitrary<(string?[] Answers, int K)> Samples() => (
        from answers in Gen.Elements<string?>("a", "b", "c", "d", null).ArrayOf()
        let some = answers.Take(9).Append("a").ToArray()
        from k in Gen.Choose(1, some.Length)
        select (some, k)).ToArbitrary();
}
