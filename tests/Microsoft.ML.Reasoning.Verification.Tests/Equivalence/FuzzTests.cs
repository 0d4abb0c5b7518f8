using System.Globalization;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Answers cut, doubled, mixed and strewn with signs: nothing throws, and what equals one way equals the other way.</summary>
[TestClass]
public sealed class FuzzTests
{
    private static readonly string[] Seeds =
    [
        @"\frac{1}{2}", @"3\sqrt{13}", @"\left( 3, \frac{\pi}{2} \right)", @"(-\infty,-3]\cup[2,\infty)", @"x^2-2x+1=0", @"1 \pm \sqrt{19}", @"10{,}000",
        @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", @"28\%", @"90^\circ", @"204_5", @"\{x \mid -1 < x \le 2\}", @"\text{4:30 p.m.}", @"x=1 \text{ or } x=-2",
        @"e^{i\pi}+2^{n+1}", @"\log_2 8 + \sin 30^\circ", @"\binom{n}{2}", @"7!", @"12\text{ cm}^2", @"\sqrt[3]{x^2+1}", @"f(x)=|x-1|", @"1:2:3", @"0.1\overline{6}",
        @"\sum_{k=0}^{n-1} F_k", "$1,234.50", "(A)", "no solution", @"\boxed{1} and \boxed{2}", @"2.3e-3", @"1\frac{1}{10}", "答案是 12", @"\lfloor x/2 \rfloor",
    ];

    private static readonly string[] Pieces =
        ["{", "}", "(", ")", "[", "]", "\\", "^", "_", "$", ",", ".", "|", "+", "-", "=", "<", "9", "10", "x", "i", "%", ":", "!", " ", @"\frac", @"\sqrt", "^{99}", "^{-1}", "/0", @"\infty", "e", "\0", "\uD800", "é", @"\text{", @"\\", "&"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Mutated_answers_never_throw_and_compare_both_ways_alike()
    {
        // A million by REASONING_FUZZ=1000000; as many as a quick run allows by default.
        int count = int.Parse(Environment.GetEnvironmentVariable("REASONING_FUZZ") ?? "20000", CultureInfo.InvariantCulture);
        var random = new Random(20260101);
        var verifier = new AnswerVerifier();
        int accepted = 0;
        for (int i = 0; i < count; i++)
        {
            string gold = Seeds[random.Next(Seeds.Length)], answer = Mutate(random.Next(3) == 0 ? Seeds[random.Next(Seeds.Length)] : gold, random);
            gold = random.Next(2) == 0 ? gold : Mutate(gold, random);
            verifier.Verify(gold, answer);
            bool there = Accepts(gold, answer), back = Accepts(answer, gold);
            accepted += there ? 1 : 0;
            if (IsSymmetric(gold) && IsSymmetric(answer))
                Assert.AreEqual(there, back, $"«{gold}» and «{answer}»");
        }
        TestContext.WriteLine($"{count} mutated pairs, {accepted} equal");
        Assert.IsGreaterThan(count / 100, accepted);
    }

    // A gold choice asks for a letter, and only an answer's comma may be a decimal comma.
    private static bool IsSymmetric(string text) => AnswerEquality.ShapeOf(text) != AnswerShape.Choice && !text.Contains(',', StringComparison.Ordinal);

    private static bool Accepts(string gold, string answer) => AnswerEquality.Compare(gold, answer).Reason
        is VerificationReason.SameChoice or VerificationReason.SameNumber or VerificationReason.SameRounded or VerificationReason.SameText or VerificationReason.SameMeaning;

    private static string Mutate(string text, Random random)
    {
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            int at = random.Next(text.Length + 1), end = Math.Min(text.Length, at + random.Next(6));
            text = random.Next(4) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + text[at..end] + text[at..],
                2 => text[..at] + Seeds[random.Next(Seeds.Length)] + text[at..],
                _ => text[..at] + Pieces[random.Next(Pieces.Length)] + text[at..],
            };
        }
        return text;
    }
}
