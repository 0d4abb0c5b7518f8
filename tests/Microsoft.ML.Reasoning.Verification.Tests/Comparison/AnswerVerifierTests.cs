using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class AnswerVerifierTests
{
    private static readonly AnswerVerifier Verifier = new();

    [TestMethod]
    [DataRow("1000", "10 weeks later there are 1 000", false, DisplayName = "prose is not read as one number")]
    [DataRow("10000", "10,000", true)]
    [DataRow("10000", @"10{,}000", true)]
    [DataRow("10000", @"10,\!000", true)]
    [DataRow("10000", @"10\,000", true)]
    [DataRow("11111111100", @"11,\! 111,\! 111,\! 100", true)]
    [DataRow("1/3", @"\frac13", true)]
    [DataRow("1/3", @"\dfrac{1}{3}", true)]
    [DataRow("1/3", "0.333333", true)]
    [DataRow("1/3", "0.333", false)]
    [DataRow("1.5", @"1\frac{1}{2}", true)]
    [DataRow("1.5", "1 1/2", true)]
    [DataRow("0.0023", "2.3e-3", true)]
    [DataRow("0.0023", @"2.3\times10^{-3}", true)]
    [DataRow("2.3e-9", "0", false)]
    [DataRow(@"28\%", "28 pct", true)]
    [DataRow(@"28\%", "0.28", true)]
    [DataRow(@"28\%", "28", true)]
    [DataRow("28", "0.28", false)]
    [DataRow("300", "3", false)]
    [DataRow("120000", "120006", false)]
    [DataRow(@"\$5", "5", true)]
    [DataRow(@"90^\circ", "90", true)]
    [DataRow("15", @"15\text{ cm}^2", true)]
    [DataRow("5", "x = 5", true)]
    [DataRow("5", "5x", false)]
    [DataRow("5", @"5\,m", true)]
    [DataRow("5", "5m", false)]
    [DataRow("32349", "32, 349", false)]
    [DataRow(".4", "0.40", true)]
    [DataRow("-0", "0", true)]
    [DataRow("2", "-2", false)]
    [DataRow(@"\text{Even}", "even", true)]
    [DataRow(@"\text{(C)}", "C", true)]
    [DataRow("B", "A", false)]
    [DataRow("ACD", "A, C, D", true)]
    [DataRow("ACD", "AC", false)]
    [DataRow(@"\left( 3, \frac{\pi}{2} \right)", @"(3,\dfrac{\pi}{2})", true)]
    public void Compares_boxed_answers(string gold, string answer, bool expected)
    {
        VerificationResult result = Verifier.Verify(gold, $@"The result: \boxed{{{answer}}}");
        Assert.AreEqual(expected, result.IsCorrect, result.ToString());
    }

    [TestMethod]
    public void Tells_wrong_missing_and_unparsable_apart()
    {
        Assert.AreEqual(VerificationReason.OtherNumber, Verifier.Verify("5", "#### 6").Reason);
        VerificationResult missing = Verifier.Verify("5", "I do not know.");
        Assert.AreEqual(VerificationReason.NoAnswer, missing.Reason);
        Assert.IsFalse(missing.IsAnswered);
        VerificationResult unparsable = Verifier.Verify("5", @"\boxed{\frac{}{}}");
        Assert.AreEqual(VerificationReason.Unparsable, unparsable.Reason);
        Assert.IsFalse(unparsable.IsAnswered);
        Assert.AreEqual(VerificationReason.NoGold, Verifier.Verify("", "5").Reason);
    }

    [TestMethod]
    public void Explains_itself()
    {
        VerificationResult result = Verifier.Verify("1/2", @"so \boxed{\frac{2}{4}}");
        Assert.AreEqual(@"\frac{2}{4}", result.Extracted);
        Assert.AreEqual(ExtractionKind.Boxed, result.ExtractionKind);
        Assert.AreEqual("1/2", result.NormalForm);
        Assert.AreEqual("1/2", result.GoldNormalForm);
        Assert.AreEqual(VerificationReason.SameNumber, result.Reason);
    }

    [TestMethod]
    public void A_worked_gold_answer_counts_by_its_end() =>
        Assert.IsTrue(Verifier.Verify("3 * 6 = <<3*6=18>>18 eggs\n#### 1,018", "so 1018").IsCorrect);

    [TestMethod]
    public void The_percent_rule_is_an_option()
    {
        var fraction = new AnswerVerifier(new VerificationOptions { Percent = PercentRule.Fraction });
        var unit = new AnswerVerifier(new VerificationOptions { Percent = PercentRule.Unit });
        Assert.IsTrue(fraction.Verify(@"28\%", "0.28").IsCorrect);
        Assert.IsFalse(fraction.Verify(@"28\%", "28").IsCorrect);
        Assert.IsFalse(unit.Verify(@"28\%", "0.28").IsCorrect);
        Assert.IsTrue(unit.Verify(@"28\%", "28").IsCorrect);
    }

    [TestMethod]
    public void Any_fraction_equals_its_multiples_and_no_other() =>
        Prop.ForAll(Fractions(), t =>
            Verifier.Verify($"{t.Top}/{t.Bottom}", $@"\boxed{{\frac{{{t.Top * t.Factor}}}{{{t.Bottom * t.Factor}}}}}").IsCorrect
            && !Verifier.Verify($"{t.Top}/{t.Bottom}", $@"\boxed{{\frac{{{t.Top + 1}}}{{{t.Bottom}}}}}").IsCorrect).QuickCheckThrowOnFailure();

    [TestMethod]
    public void No_text_makes_it_throw() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((gold, response) =>
        {
            Verifier.Verify(gold.Get, response.Get);
            Verifier.Verify(gold.Get, $@"\boxed{{{response.Get}}}");
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void One_verifier_serves_many_threads()
    {
        string[] answers = [@"\frac{1}{2}", "0.5", "50\\%", @"\sqrt{2}", @"x\in[0,1)", "0 \\le x < 1", @"e^{i\pi}", "-1", "(1,2)", "ACD", @"\pm 3", "3, -3"];
        (string Gold, string Answer)[] pairs = [.. answers.SelectMany(g => answers.Select(a => (g, $@"\boxed{{{a}}}")))];
        bool[] alone = [.. pairs.Select(p => Verifier.Verify(p.Gold, p.Answer).IsCorrect)];
        bool[] together = new bool[pairs.Length * 20];
        Parallel.For(0, together.Length, i => together[i] = Verifier.Verify(pairs[i % pairs.Length].Gold, pairs[i % pairs.Length].Answer).IsCorrect);
        for (int i = 0; i < together.Length; i++)
            Assert.AreEqual(alone[i % pairs.Length], together[i], pairs[i % pairs.Length].ToString());
        Assert.Contains(true, alone);
    }

    [TestMethod]
    public void Huge_numbers_cost_little()
    {
        Assert.IsFalse(Verifier.Verify("1", @"\boxed{1e999999999}").IsCorrect);
        Assert.IsFalse(Verifier.Verify("1", $@"\boxed{{{new string('9', 300_000)}}}").IsCorrect);
        Assert.IsFalse(Verifier.Verify("1", @"\boxed{10^{10^{10^{10}}}}").IsCorrect);
        Assert.IsFalse(Verifier.Verify("1", @"\boxed{907!^{1234.5}}").IsCorrect);
        Assert.IsFalse(Verifier.Verify("1", @"\boxed{(a+b+c+d+e+f)^{40}}").IsCorrect);
        // Found by the fuzz: sums of which each runs over the next.
        string sums = string.Concat(Enumerable.Repeat(@"\sum_{k=1}^{10} k^2(a+b+c)^{12}", 5));
        Assert.IsFalse(Verifier.Verify("1", $@"\boxed{{{sums}}}").IsCorrect);
        Assert.IsFalse(Verifier.Verify(sums, "1").IsCorrect);
    }

    private static Arbitrary<(int Top, int Bottom, int Factor)> Fractions() => (
        from top in Gen.Choose(-999, 999)
        from bottom in Gen.Choose(1, 999)
        from factor in Gen.Choose(1, 50)
        select (top, bottom, factor)).ToArbitrary();
}
