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
    [DataRow("Option C is correct because A and B fail.", "C")]
    [DataRow("A. Because B is not valid", "A")]
    [DataRow("The correct answer is **C**.", "C")]
    [DataRow("The best answer is C) increase", "C")]
    [DataRow("The answer is A, and B is wrong", "A")]
    public void Finds_a_choice(string response, string expected) =>
        Assert.AreEqual(expected, AnswerExtractor.Extract(response, AnswerShape.Choice)?.Text);

    [TestMethod]
    [DataRow("故选：ACD")]
    [DataRow("答案是 A、C、D。")]
    [DataRow("The answer is A, C and D.")]
    [DataRow(@"\boxed{\text{A}, \text{C}, \text{D}}")]
    [DataRow("The answer is (A), (C), and (D).")]
    public void Finds_several_choices(string response) => Assert.IsTrue(new AnswerVerifier().Verify("ACD", response).IsCorrect, response);

    [TestMethod]
    [DataRow("18", "The answer is 18 because 3+15=18 and 4 are left.")]
    [DataRow("18", "She makes $18 every day.")]
    [DataRow("18", "**Final Answer:** 18 dollars")]
    [DataRow("3", "The answer is three.")]
    [DataRow("21", "Answer: twenty-one")]
    [DataRow("12", "所以，最终答案是 12 元。")]
    [DataRow("Yes", "Yes, it is.")]
    [DataRow("no", "The answer is: No")]
    [DataRow("-3", "The result is −3")]
    [DataRow("1/2", "The probability is 50%.")]
    [DataRow("x^2+1", "We find\n\\[ f(x) = x^2+1. \\]")]
    [DataRow("Purple", "The answer is purple.")]
    [DataRow("7", "{'reason': 'x', 'answer': '7'}")]
    public void Finds_an_answer_in_a_sentence(string gold, string response)
    {
        VerificationResult result = new AnswerVerifier().Verify(gold, response);
        Assert.IsTrue(result.IsCorrect, result.ToString());
    }

    [TestMethod]
    [DataRow("5", @"\boxed{5 \text{ or } 6}")]
    [DataRow("2", @"\boxed{2} wait, no. \boxed{3}")]
    public void Takes_no_guess_for_an_answer(string gold, string response) => Assert.IsFalse(new AnswerVerifier().Verify(gold, response).IsCorrect);

    [TestMethod]
    public void Thinking_is_left_out_unless_asked_for()
    {
        const string thought = @"<think>\boxed{1}</think> I cannot tell";
        var include = new ExtractionOptions { Thinking = ThinkingRule.Include };
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
