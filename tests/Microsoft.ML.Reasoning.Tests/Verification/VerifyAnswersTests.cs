using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class VerifyAnswersTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Each_response_gets_a_verdict_and_its_answer()
    {
        Verdicts verdicts = Verify("18", @"so \boxed{18}", "9 + 9 = 18\n#### 18", @"\boxed{17}", "I do not know.", "").Single();

        CollectionAssert.AreEqual(new[] { true, true, false, false, false }, verdicts.Correct);
        CollectionAssert.AreEqual(new[] { "18", "18", "17" }, verdicts.ExtractedAnswers[..3]);
        Assert.AreEqual("", verdicts.ExtractedAnswers[4]);
    }

    [TestMethod]
    public void Each_verdict_is_explained()
    {
        Verdicts verdicts = Verify("1/2", @"\boxed{\frac{2}{4}}", @"\boxed{0.6}", "I do not know.").Single();

        CollectionAssert.AreEqual(new[] { "1/2", "3/5", "" }, verdicts.NormalAnswers);
        CollectionAssert.AreEqual(
            new[] { "SameNumber: 1/2", "OtherNumber: 3/5, expected 1/2", "NoAnswer: no answer was found" }, verdicts.VerdictReasons);
    }

    [TestMethod]
    public void A_choice_written_out_counts_by_its_letter()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(
            [new ChoiceAnswers { Answer = "C", Choices = ["London", "Berlin", "Paris"], Responses = ["The answer is Paris.", "(C)", "Berlin"] }]);

        IDataView verified = _ml.Reasoning().VerifyAnswers().Fit(data).Transform(data);
        IDataView unaware = _ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer",
            new VerifyAnswersEstimator.Options { ChoicesColumnName = null }).Fit(data).Transform(data);

        CollectionAssert.AreEqual(new[] { true, true, false }, verified.GetColumn<bool[]>("Correct").Single());
        CollectionAssert.AreEqual(new[] { false, true, false }, unaware.GetColumn<bool[]>("Correct").Single());
        CollectionAssert.AreEqual(new[] { "C", "C", "B" }, _ml.Data.CreateEnumerable<Verdicts>(verified, false).Single().NormalAnswers);
    }

    [TestMethod]
    public void No_responses_give_no_verdicts()
    {
        Verdicts verdicts = Verify("18").Single();

        Assert.IsEmpty(verdicts.Correct);
        Assert.IsEmpty(verdicts.ExtractedAnswers);
    }

    [TestMethod]
    public void Without_a_right_answer_nothing_is_right_and_the_log_warns_once()
    {
        var warnings = new List<string>();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning)
                warnings.Add(e.Message);
        };

        Verdicts verdicts = Verify(" ", @"\boxed{18}", "").Single();

        CollectionAssert.AreEqual(new[] { false, false }, verdicts.Correct);
        Assert.HasCount(1, warnings);
        Assert.Contains("row 0: column 'Answer' is empty", warnings[0]);
    }

    [TestMethod]
    public void An_answer_that_cannot_be_compared_in_time_counts_as_wrong_and_is_told()
    {
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);

        Verdicts verdicts = Verify("(a+b+c+d+e+f)^{40}", @"\boxed{(a+b+c+d+e+g)^{40}}", "I do not know.").Single();

        CollectionAssert.AreEqual(new[] { false, false }, verdicts.Correct);
        Assert.Contains(message => message.Contains("row 0: 1 responses count as wrong", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void Wrong_names_are_listed()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().VerifyAnswers("Correct", "Responses", " ",
            new VerifyAnswersEstimator.Options { ExtractedAnswersColumnName = "Correct" }));

        Assert.Contains("answerColumnName", error.Message);
        Assert.Contains("different names", error.Message);
    }

    [TestMethod]
    public void Cancellation_ends_the_pass()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        IDataView data = _ml.Data.LoadFromEnumerable([new Answers { Answer = "1", Responses = ["1"] }]);
        IDataView verified = _ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer",
            new VerifyAnswersEstimator.Options { CancellationToken = source.Token }).Fit(data).Transform(data);

        Assert.ThrowsExactly<OperationCanceledException>(() => verified.GetColumn<bool[]>("Correct").ToArray());
    }

    private Verdicts[] Verify(string answer, params string[] responses)
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Answers { Answer = answer, Responses = responses }]);
        IDataView verified = _ml.Reasoning().VerifyAnswers().Fit(data).Transform(data);
        return _ml.Data.CreateEnumerable<Verdicts>(verified, reuseRowObject: false).ToArray();
    }

    private sealed class Answers
    {
        public string Answer { get; set; } = "";

        [VectorType]
        public string[] Responses { get; set; } = [];
    }

    private sealed class ChoiceAnswers
    {
        public string Answer { get; set; } = "";

        [VectorType]
        public string[] Choices { get; set; } = [];

        [VectorType]
        public string[] Responses { get; set; } = [];
    }

    private sealed class Verdicts
    {
        [VectorType]
        public bool[] Correct { get; set; } = [];

        [VectorType]
        public string[] ExtractedAnswers { get; set; } = [];

        [VectorType]
        public string[] NormalAnswers { get; set; } = [];

        [VectorType]
        public string[] VerdictReasons { get; set; } = [];
    }
}
