namespace Microsoft.ML.Reasoning.Verify;

/// <summary>Answers cut, doubled, mixed and strewn with signs; the same ones for the same seed.</summary>
internal sealed class AnswerMutator(int seed)
{
    private static readonly string[] Seeds =
    [
        @"\frac{1}{2}", @"3\sqrt{13}", @"\left( 3, \frac{\pi}{2} \right)", @"(-\infty,-3]\cup[2,\infty)", @"x^2-2x+1=0", @"1 \pm \sqrt{19}", @"10{,}000",
        @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", @"28\%", @"90^\circ", @"204_5", @"\{x \mid -1 < x \le 2\}", @"\text{4:30 p.m.}", @"x=1 \text{ or } x=-2",
        @"e^{i\pi}+2^{n+1}", @"\log_2 8 + \sin 30^\circ", @"\binom{n}{2}", @"7!", @"12\text{ cm}^2", @"\sqrt[3]{x^2+1}", @"f(x)=|x-1|", @"1:2:3", @"0.1\overline{6}",
        @"\sum_{k=0}^{n-1} F_k", "$1,234.50", "(A)", "no solution", @"\boxed{1} and \boxed{2}", @"2.3e-3", @"1\frac{1}{10}", "答案是 12", @"\lfloor x/2 \rfloor",
        "36 km/h", "2 hours 30 minutes", @"45^\circ 30'", "½", "x⁻²+y₁", "2F_{16}", @"x \equiv 3 \pmod{7}", @"\sqrt{3+2\sqrt2}", @"\frac{1}{1+\sqrt2+\sqrt3}",
        @"\sum_{k=1}^{10} k^2", @"\begin{vmatrix}1&2\\3&4\end{vmatrix}", "1.234,56", "1'234", "3 to 4", "USD 5", "50 cents", "[[1,2],[3,4]]", "]0,1[", "five hundred",
        "{5 \\choose 2}", "5!!", "The answer is B or C", "\"answer\": \"5\"", "<answer>7</answer>", "0.333...", "9.8 \\frac{\\text{m}}{\\text{s}^2}", "25 °C", "ACD",
        @"\gcd(12,18)", "x > 2, x \\in \\mathbb{R}", @"y=2x+3", "1, 2, 3, 4, 5, 6, 7, 8", @"\frac{x^2-1}{x-1}", @"\cos 2x", "(a+b+c)^{12}", @"2^{2^{2^{2}}}", "BAC",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "(", ")", "[", "]", "\\", "^", "_", "$", ",", ".", "|", "+", "-", "=", "<", "9", "10", "x", "i", "%", ":", "!", " ", @"\frac", @"\sqrt", "^{99}", "^{-1}", "/0",
        @"\infty", "e", "\0", "\uD800", "é", @"\text{", @"\\", "&", "'", "°", "½", "²", "₁", "∛", " or ", " and ", " m", " cm", " per ", "to", "mod", "base ", ";", "€", "\\$", "...", "_{16}", "\n", "１",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A gold answer and an answer that is often a near relation of it.</summary>
    public (string Gold, string Answer) Next()
    {
        string gold = Pick(Seeds), answer = Mutate(_random.Next(3) == 0 ? Pick(Seeds) : gold);
        return (_random.Next(2) == 0 ? gold : Mutate(gold), answer);
    }

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];

    private string Mutate(string text)
    {
        for (int edits = _random.Next(1, 4); edits > 0; edits--)
        {
            int at = _random.Next(text.Length + 1), end = Math.Min(text.Length, at + _random.Next(6));
            text = _random.Next(5) switch
            {
                0 => text[..at] + text[end..],
                1 => text[..at] + text[at..end] + text[at..],
                2 => text[..at] + Pick(Seeds) + text[at..],
                3 when text.Length < 400 && _random.Next(20) == 0 => string.Concat(Enumerable.Repeat(text, _random.Next(2, 12))),
                _ => text[..at] + Pick(Pieces) + text[at..],
            };
        }
        return text;
    }
}
