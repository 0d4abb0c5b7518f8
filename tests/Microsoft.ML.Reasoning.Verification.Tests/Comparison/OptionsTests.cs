namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Each convention, with the verdict that it changes.</summary>
[TestClass]
public sealed class OptionsTests
{
    [TestMethod]
    public void Units_are_an_option()
    {
        Changes("36 km/h", "10 m/s", true, new VerificationOptions { Units = UnitRule.Same });
        Changes("5 cm", "5 m", false, new VerificationOptions { Units = UnitRule.Ignore });
        Assert.IsFalse(Right("5 cm", "5 m", new VerificationOptions { Units = UnitRule.Same }));
        Assert.IsTrue(Right("5 cm", "5", new VerificationOptions { Units = UnitRule.Same }));
    }

    [TestMethod]
    public void The_order_of_lists_is_an_option() => Changes("1, 2", "2, 1", true, new VerificationOptions { OrderedLists = true });

    [TestMethod]
    public void A_set_for_a_tuple_is_an_option()
    {
        Changes("(1,2)", @"\{1,2\}", false, new VerificationOptions { SetForTuple = true });
        Assert.IsFalse(Right("(1,2)", @"\{2,1\}", new VerificationOptions { SetForTuple = true }));
    }

    [TestMethod]
    public void Brackets_are_an_option() => Changes("(1,2)", "[1,2]", false, new VerificationOptions { AnyBrackets = true });

    [TestMethod]
    public void An_inequality_for_an_interval_is_an_option() =>
        Changes("[1,2]", @"1\le x\le 2", true, new VerificationOptions { InequalityForInterval = false });

    [TestMethod]
    public void Decimal_places_are_an_option() => Changes(@"\frac13", "0.333", false, new VerificationOptions { DecimalPlaces = 3 });

    // The probes on which the references differ from the defaults by convention: the preset says what they say.
    [TestMethod]
    [DataRow(@"28\%", "28", false, true)]
    [DataRow(@"28\%", "0.28", true, true)]
    [DataRow(@"15 \text{ cm}", @"15 \text{ m}", true, true)]
    [DataRow("(1,2)", "[1,2]", false, true)]
    [DataRow("(1,2)", @"\{1,2\}", true, false)]
    [DataRow("1,2", "2,1", true, false)]
    [DataRow("[1,2]", @"1\le x\le 2", false, true)]
    [DataRow(@"1\le x\le 2", "[1,2]", true, true)]
    public void Presets_follow_their_conventions(string gold, string answer, bool mathVerify, bool qwenMath)
    {
        Assert.AreEqual(mathVerify, Right(gold, answer, VerificationPresets.Find("MathVerify")!));
        Assert.AreEqual(qwenMath, Right(gold, answer, VerificationPresets.Find("QwenMath")!));
        Assert.IsNull(VerificationPresets.Find("unheard of"));
    }

    [TestMethod]
    public void Thinking_must_end_where_it_is_required()
    {
        Assert.IsTrue(new AnswerVerifier(VerificationPresets.TrlReasoning).Verify("5", @"so</think> \boxed{5}").IsCorrect);
        Assert.AreEqual(VerificationReason.NoAnswer, new AnswerVerifier(VerificationPresets.TrlReasoning).Verify("5", @"\boxed{5}").Reason);
        Assert.IsTrue(new AnswerVerifier(VerificationPresets.MathVerify).Verify("5", @"<think>\boxed{5}").IsCorrect);
    }

    private static void Changes(string gold, string answer, bool byDefault, VerificationOptions options)
    {
        Assert.AreEqual(byDefault, Right(gold, answer, new VerificationOptions()));
        Assert.AreEqual(!byDefault, Right(gold, answer, options));
    }

    private static bool Right(string gold, string answer, VerificationOptions options) => new AnswerVerifier(options).Verify(gold, $@"\boxed{{{answer}}}").IsCorrect;
}
