using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class AlgebraPropertyTests
{
    private static readonly Gen<int> Small = Gen.Choose(1, 40);

    [TestMethod]
    public void A_product_of_lines_is_its_expansion_and_nothing_beside_it() =>
        Prop.ForAll(Fours(), t =>
            Same($"({t.A}x+{t.B})({t.C}x-{t.D})", $"{t.A * t.C}x^2+{t.B * t.C}x-{t.A * t.D}x-{t.B * t.D}")
            && !Same($"({t.A}x+{t.B})({t.C}x-{t.D})", $"{t.A * t.C}x^2+{t.B * t.C}x-{t.A * t.D}x-{t.B * t.D + 1}")).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Partial_fractions_add_up() =>
        Prop.ForAll(Fours(), t =>
            Same($@"\frac{{{t.A}}}{{x+{t.B}}}+\frac{{{t.C}}}{{x-{t.D}}}", $@"\frac{{{t.A}(x-{t.D})+{t.C}(x+{t.B})}}{{(x+{t.B})(x-{t.D})}}")).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Squares_leave_the_root_and_denominators_become_rational() =>
        Prop.ForAll(Fours(), t =>
            Same($@"\sqrt{{{t.A * t.A * t.B}}}", $@"{t.A}\sqrt{{{t.B}}}")
            && Same($@"\frac{{{t.A}}}{{{t.B}+\sqrt{{{t.B * t.B + t.C}}}}}", $@"\frac{{{t.A}(\sqrt{{{t.B * t.B + t.C}}}-{t.B})}}{{{t.C}}}")
            && !Same($@"\sqrt{{{t.A * t.A * t.B}}}", $@"{t.A}\sqrt{{{t.B + 1}}}")).QuickCheckThrowOnFailure();

    [TestMethod]
    [DataRow(@"\sqrt{100000000000000000000000000000001}", @"\sqrt{100000000000000000000000000000002}")]
    [DataRow(@"e^{\pi\sqrt{163}}", "262537412640768744")]
    [DataRow("10^{15}+\\sqrt{2}", "10^{15}+\\sqrt{3}")]
    [DataRow(@"\sin 1 + 10^{-14}", @"\sin 1")]
    [DataRow("0", "e^{-1000}")]
    public void Constants_that_a_double_cannot_tell_apart_are_told_apart(string gold, string answer) => Assert.IsFalse(Same(gold, answer));

    [TestMethod]
    [DataRow(@"\sqrt{4+2\sqrt3}", @"1+\sqrt3")]
    [DataRow(@"\sin\frac{\pi}{12}", @"\frac{\sqrt6-\sqrt2}{4}")]
    [DataRow(@"\cos 36^\circ", @"\frac{1+\sqrt5}{4}")]
    [DataRow(@"\tan\frac{\pi}{8}", @"\sqrt2-1")]
    [DataRow(@"e^{\ln 7+1}", "7e")]
    [DataRow(@"\ln(2+\sqrt3)", @"-\ln(2-\sqrt3)")]
    [DataRow(@"2^{\log_2 5}", "5")]
    [DataRow(@"\sqrt[3]{2+\sqrt5}+\sqrt[3]{2-\sqrt5}", "1")]
    public void Constants_that_are_the_same_are_found_so(string gold, string answer) => Assert.IsTrue(Same(gold, answer));

    [TestMethod]
    public void Sets_obey_their_laws() =>
        Prop.ForAll(Fours(), t =>
        {
            (int low, int high) = (Math.Min(t.A, t.B), Math.Max(t.A, t.B) + 1);
            return Same($"[{low},{high})", $@"(-\infty,{high})\cap[{low},\infty)")
                && Same($"[{low},{high})", $@"{low}\le x<{high}")
                && Same($@"(-\infty,{low})\cup[{high},\infty)", $@"\mathbb{{R}}\setminus[{low},{high})")
                && Same($@"[{low},{high}]\cup\{{{low},{high}\}}", $"[{low},{high}]")
                && !Same($"[{low},{high})", $@"(-\infty,{high}]\cap[{low},\infty)");
        }).QuickCheckThrowOnFailure();

    private static bool Same(string gold, string answer) => new AnswerVerifier().Verify(gold, $@"\boxed{{{answer}}}").IsCorrect;

    private static Arbitrary<(int A, int B, int C, int D)> Fours() => (
        from a in Small
        from b in Small
        from c in Small
        from d in Small
        select (a, b, c, d)).ToArbitrary();
}
