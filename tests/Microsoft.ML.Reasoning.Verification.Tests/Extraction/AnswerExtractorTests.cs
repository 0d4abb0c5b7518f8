namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class AnswerExtractorTests
{
    [TestMethod]
    [DataRow(@"so \boxed{\frac{1}{2}}.", ExtractionKind.Boxed, @"\frac{1}{2}")]
    [DataRow(@"\boxed{1} then \boxed{f\left(\{x\}\right)} is it", ExtractionKind.Boxed, @"f\left(\{x\}\right)")]
    [DataRow(@"\boxed{1} and \boxed{2}", ExtractionKind.Boxed, "1, 2")]
    [DataRow(@"unclosed \boxed{12", ExtractionKind.Boxed, "12")]
    [DataRow(@"\fbox{7}, or \boxed{}", ExtractionKind.Boxed, "7")]
    [DataRow("7 * 6 = 42\n#### 42", ExtractionKind.Hashes, "42")]
    [DataRow("Thus the answer is 4.5. Good.", ExtractionKind.Phrase, "4.5")]
    [DataRow("A: 12", ExtractionKind.Phrase, "12")]
    [DataRow("所以答案是 12。", ExtractionKind.Phrase, "12")]
    [DataRow("Final Answer: The final answer is $5$. I hope it is correct. \\boxed{6}", ExtractionKind.FinalAnswerSentence, "$5$")]
    [DataRow("{\"reason\": \"x\", \"answer\": \"C\"}", ExtractionKind.Field, "C")]
    [DataRow("It costs $1,234.50 in\nall", ExtractionKind.LastNumber, "$1,234.50")]
    [DataRow("10 weeks", ExtractionKind.Whole, "10 weeks")]
    public void Finds_the_answer(string response, ExtractionKind kind, string expected)
    {
        ExtractedAnswer? answer = AnswerExtractor.Extract(response);
        Assert.AreEqual(new ExtractedAnswer(expected, kind), answer);
    }

    [TestMethod]
    [DataRow("Therefore, among A through E, the answer is D.", "D")]
    [DataRow("So our selection is option C. #### C ", "C")]
    [DataRow("A train leaves. I would take (B)", "B")]
    [DataRow("The answer is (C) 12", "C")]
    [DataRow("故选 B", "B")]
    public void Finds_a_choice(string response, string expected) =>
        Assert.AreEqual(expected, AnswerExtractor.Extract(response, AnswerShape.Choice)?.Text);

    [TestMethod]
    public void Thinking_is_left_out_unless_asked_for()
    {
        const string thought = @"<think>\boxed{1}</think> I cannot tell";
        var include = new ExtractionOptions { ExcludeThinking = false };
        Assert.IsNull(AnswerExtractor.Extract(thought, AnswerShape.Number));
        Assert.AreEqual("1", AnswerExtractor.Extract(thought, AnswerShape.Number, include)?.Text);
        Assert.AreEqual("2", AnswerExtractor.Extract(@"<think>1</think>\boxed{2}")?.Text);
        Assert.AreEqual("2", AnswerExtractor.Extract(@"prompt has the start </think>\boxed{2}")?.Text);
        Assert.IsNull(AnswerExtractor.Extract(@"<think>\boxed{1} and so on for ever"));
    }

    [TestMethod]
    public void The_order_is_the_one_asked_for()
    {
        var hashesFirst = new ExtractionOptions { Priority = [ExtractionKind.Hashes, ExtractionKind.Boxed] };
        Assert.AreEqual("2", AnswerExtractor.Extract("\\boxed{1}\n#### 2", options: hashesFirst)?.Text);
        Assert.AreEqual("1", AnswerExtractor.Extract("\\boxed{1}\n#### 2")?.Text);
        Assert.IsNull(AnswerExtractor.Extract("the answer is 3", options: hashesFirst));
    }

    [TestMethod]
    public void Reads_hostile_text_in_linear_time()
    {
        foreach (string piece in (string[])["\\boxed{", "{", "$", "\\[", "####", "answer is ", "1,", "\\frac", "<think>", "A:\n", "((", "\\\\", "1.", "\"answer\""])
        {
            string text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
            AnswerExtractor.Extract(text);
            AnswerExtractor.Extract(text, AnswerShape.Choice);
        }
    }
}
