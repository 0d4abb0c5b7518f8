namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class MathParserTests
{
    [TestMethod]
    [DataRow(@"\frac12x^2", "Product(Quotient(1, 2), Power(x, 2))")]
    [DataRow(@"1\frac{1}{2}", "Sum[mixed](1, Quotient(1, 2))")]
    [DataRow(@"-x^2", "Negative(Power(x, 2))")]
    [DataRow(@"2\sin^2 3x\cos x", "Product(2, Power(Function[sin](Product(3, x)), 2), Function[cos](x))")]
    [DataRow(@"\sqrt[3]{2}", "Function[root](2, 3)")]
    [DataRow(@"\log_2 8", "Function[log](8, 2)")]
    [DataRow(@"(1, 2]", "Tuple[(]](1, 2)")]
    [DataRow(@"\{1, 2\}", "Set(1, 2)")]
    [DataRow(@"1 < x \leq 5", "Relation[<≤](1, x, 5)")]
    [DataRow(@"x \in [0,1) \cup \{2\}", "Relation[∈](x, SetOperation[∪](Tuple[[)](0, 1), Set(2)))")]
    [DataRow(@"x=1, y=2", "List(Relation[=](x, 1), Relation[=](y, 2))")]
    [DataRow(@"12\text{ and }13", "List(12, 13)")]
    [DataRow(@"5 \text{ square meters}", "Unit[square meters](5)")]
    [DataRow(@"28\%", "Percent(28)")]
    [DataRow(@"90^{\circ}", "Degree(90)")]
    [DataRow(@"204_{5}", "Based[204](5)")]
    [DataRow(@"4:30 \text{ p.m.}", "Ratio[pm](4, 30)")]
    [DataRow(@"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "Matrix(1, 2, 3, 4)")]
    [DataRow(@"\left|x-1\right|", "Function[abs](Sum(x, Negative(1)))")]
    [DataRow(@"a_{n+1}", "a_Sum(n, 1)")]
    [DataRow("no solution", "∅")]
    [DataRow("right triangle", "right triangle")]
    public void Reads(string text, string expected)
    {
        Assert.IsTrue(MathParser.TryParse(text, out MathNode node, out string error), error);
        Assert.AreEqual(expected, node.ToString());
    }

    [TestMethod]
    [DataRow(@"\frac{1}{", "the text ends where a value should stand")]
    [DataRow("(1, 2", "the text ends where a closing bracket should stand")]
    [DataRow("1 + + ", "the text ends where a value should stand")]
    [DataRow(@"\begin{pmatrix} 1 and 2 \end{pmatrix}", "'and' at 18 where a value should stand")]
    [DataRow("2 3", "'3' at 2 where the end should stand")]
    [DataRow(@"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", "the rows of the matrix at 0 differ in length")]
    [DataRow(@"1, 2, \ldots, n", "what the dots at 6 leave out is not known")]
    [DataRow("", "the text ends where a value should stand")]
    public void Says_why_it_cannot_read(string text, string expected)
    {
        Assert.IsFalse(MathParser.TryParse(text, out _, out string error));
        Assert.AreEqual(expected, error);
    }

    [TestMethod]
    public void Keeps_the_place_of_every_part()
    {
        const string text = @"x + \frac{12}{y}";
        Assert.IsTrue(MathParser.TryParse(text, out MathNode node, out _));
        MathNode bottom = node.Children[1].Children[1];
        Assert.AreEqual("y", text[bottom.Start..bottom.End]);
        Assert.AreEqual("12", text[node.Children[1].Children[0].Start..node.Children[1].Children[0].End]);
        Assert.AreEqual(@"\frac{12}{y}", text[node.Children[1].Start..node.Children[1].End]);
    }

    [TestMethod]
    public void Nesting_has_a_floor()
    {
        foreach ((string open, string close) in (ReadOnlySpan<(string, string)>)[("(", ")"), ("{", "}"), (@"\sqrt{", "}"), (@"\frac{", "}{1}"), ("-", ""), ("2^", ""),
            (@"\sin ", ""), (@"\angle ", ""), (@"\{", @"\}"), ("|", "|"), ("√", ""), (@"\lfloor ", @"\rfloor ")])
        {
            string text = string.Concat(Enumerable.Repeat(open, 400)) + "1" + string.Concat(Enumerable.Repeat(close, 400));
            Assert.IsFalse(MathParser.TryParse(text, out _, out string error), text);
            Assert.AreNotEqual("", error);
        }
    }

    [TestMethod]
    public void A_text_beyond_the_limit_is_refused_with_its_reason()
    {
        Assert.IsFalse(MathParser.TryParse(new string('1', MathParser.LongestText + 1), out _, out string error));
        Assert.AreEqual($"longer than {MathParser.LongestText} characters", error);
    }
}
