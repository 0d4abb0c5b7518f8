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
