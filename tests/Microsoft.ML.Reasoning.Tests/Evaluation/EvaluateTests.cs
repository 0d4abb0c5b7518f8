using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class EvaluateTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Values_are_those_computed_by_hand()
    {
        IDataView data = View(
            AnsweredProblem.From("a", "7", "right", "wrong:5", "wrong:5", "none+"),
            AnsweredProblem.From("b", "3", "right", "right", "right", "wrong:4"),
            AnsweredProblem.From("c", "1", "wrong:2", "none", "wrong:2+", "wrong:9"));

        PassAtKMetrics metrics = _ml.Reasoning().Evaluate(data, ks: [1, 2, 4]);

        // One of 4, three of 4, none of 4.
        Assert.AreEqual((0.25 + 0.75 + 0) / 3, metrics.PassAtK[1].Estimate, 1e-12);
        Assert.AreEqual((0.5 + 1 + 0) / 3, metrics.PassAtK[2].Estimate, 1e-12); // 1 - C(3,2)/C(4,2) = 1/2; C(1,2) = 0
        Assert.AreEqual((1 + 1 + 0) / 3.0, metrics.PassAtK[4].Estimate, 1e-12);
        Assert.AreEqual((0 + 0.5 + 0) / 3, metrics.PassAllAtK[2].Estimate, 1e-12); // C(3,2)/C(4,2)
        Assert.AreEqual(metrics.PassAtK[1].Estimate, metrics.Mean.Estimate, 1e-12);
        // All four vote: a: 5 wins with two votes; b: 3 wins; c: 2 wins.
        Assert.AreEqual(1 / 3.0, metrics.MajorityAtK[4].Estimate, 1e-12);
        Assert.AreEqual(12, metrics.SampleCount);
        Assert.AreEqual(4, metrics.CorrectCount);
        Assert.AreEqual(2, metrics.TruncatedCount);
        Assert.AreEqual(2, metrics.UnparsableCount);
        Assert.AreEqual(0, metrics.SkippedRowCount);
        Assert.AreEqual(25, metrics.MeanTokens, 1e-12);
        Assert.AreEqual((300 - 40 - 30) / 10.0, metrics.MeanTokensFinished, 1e-12);
        Assert.AreEqual((10 + 10 + 20 + 30) / 4.0, metrics.MeanTokensCorrect, 1e-12);
        Assert.AreEqual(0.5, metrics.Problems[0].PassAtK[2], 1e-12);
        CollectionAssert.AreEqual(new[] { 1, 3, 0 }, metrics.Problems.Select(problem => problem.CorrectCount).ToArray());
    }

    [TestMethod]
    public void Intervals_hold_the_estimate_and_have_no_width_where_all_problems_agree()
    {
        PassAtKMetrics mixed = _ml.Reasoning().Evaluate(
            View(Enumerable.Range(0, 40).Select(i => AnsweredProblem.From($"{i}", "1", i % 2 == 0 ? "right" : "wrong:0")).ToArray()));
        PassAtKMetrics same = _ml.Reasoning().Evaluate(
            View(Enumerable.Range(0, 40).Select(i => AnsweredProblem.From($"{i}", "1", "right", "wrong:0")).ToArray()), ks: [1]);

        Assert.AreEqual(0.5, mixed.PassAtK[1].Estimate, 1e-12);
        // 1.96 sqrt(.25 / 40) = .155
        Assert.AreEqual(0.345, mixed.PassAtK[1].Lower, 0.03);
        Assert.AreEqual(0.655, mixed.PassAtK[1].Upper, 0.03);
        Assert.AreEqual(0.5, same.PassAtK[1].Lower, 1e-12);
        Assert.AreEqual(0.5, same.PassAtK[1].Upper, 1e-12);
    }

    [TestMethod]
    public void Rows_that_cannot_be_judged_are_left_out_counted_and_told()
    {
        var messages = new List<string>();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == ChannelMessageKind.Warning)
                messages.Add(e.Message);
        };

        PassAtKMetrics metrics = _ml.Reasoning().Evaluate(View(
            AnsweredProblem.From("a", "1", "right", "right"),
            AnsweredProblem.From("no responses", "1"),
            AnsweredProblem.From("no answer", " ", "wrong:1", "wrong:2")));

        Assert.AreEqual(2, metrics.SkippedRowCount);
        Assert.HasCount(1, metrics.Problems);
        Assert.AreEqual(1, metrics.PassAtK[1].Estimate, 1e-12);
        Assert.Contains(message => message.Contains("2 rows were left out", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void Problems_with_too_few_responses_take_no_part_at_that_k()
    {
        PassAtKMetrics metrics = _ml.Reasoning().Evaluate(
            View(AnsweredProblem.From("a", "1", "right"), AnsweredProblem.From("b", "1", "wrong:0", "right")), ks: [1, 2]);

        Assert.AreEqual(0.75, metrics.PassAtK[1].Estimate, 1e-12);
        Assert.AreEqual(1, metrics.PassAtK[2].Estimate, 1e-12);
        Assert.AreEqual(0, metrics.ProblemsBelowK[1]);
        Assert.AreEqual(1, metrics.ProblemsBelowK[2]);
    }

    [TestMethod]
    public void A_k_beyond_every_row_is_an_error_that_tells_the_most()
    {
        IDataView data = View(AnsweredProblem.From("a", "1", "right", "right"));

        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().Evaluate(data, ks: [1, 16]));

        Assert.Contains("Ks has 16", error.Message);
        Assert.Contains("more than 2 responses", error.Message);
    }

    [TestMethod]
    public void Columns_that_the_data_does_not_have_are_named_together_and_may_be_null()
    {
        IDataView data = _ml.Transforms.SelectColumns("Correct").Fit(View(AnsweredProblem.From("a", "1", "right", "wrong:0")))
            .Transform(View(AnsweredProblem.From("a", "1", "right", "wrong:0")));

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().Evaluate(data));
        PassAtKMetrics metrics = _ml.Reasoning().Evaluate(
            data, answersColumnName: null, finishReasonsColumnName: null, tokenCountsColumnName: null, goldColumnName: null, ks: [1]);

        Assert.Contains("'ExtractedAnswers', 'FinishReasons', 'TokenCounts', 'Answer'", error.Message);
        Assert.AreEqual(0.5, metrics.PassAtK[1].Estimate, 1e-12);
        Assert.IsEmpty(metrics.MajorityAtK);
        Assert.IsNull(metrics.TruncatedCount);
        Assert.IsNull(metrics.UnparsableCount);
        Assert.AreEqual(double.NaN, metrics.MeanTokens);
    }

    [TestMethod]
    public void Data_without_rows_is_an_error()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Reasoning().Evaluate(View()));

        Assert.Contains("no rows", error.Message);
    }

    [TestMethod]
    public void Vectors_of_different_lengths_are_an_error_that_names_row_and_column()
    {
        AnsweredProblem bad = AnsweredProblem.From("b", "1", "right", "right");
        bad.TokenCounts = [1];

        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Reasoning().Evaluate(View(AnsweredProblem.From("a", "1", "right", "right"), bad)));

        Assert.Contains("row 1: column 'TokenCounts' has 1 items", error.Message);
    }

    [TestMethod]
    public void Every_wrong_option_is_listed()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().Evaluate(View(),
            new PassAtKEvaluatorOptions { CorrectColumnName = " ", Ks = [4, 0], BootstrapResamples = 0 }));

        Assert.Contains("CorrectColumnName", error.Message);
        Assert.Contains("Ks has 0", error.Message);
        Assert.Contains("BootstrapResamples is 0", error.Message);
    }

    [TestMethod]
    public void Cancellation_ends_the_pass()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => _ml.Reasoning().Evaluate(
            View(AnsweredProblem.From("a", "1", "right")), new PassAtKEvaluatorOptions { CancellationToken = source.Token }));
    }

    private IDataView View(params AnsweredProblem[] problems) => _ml.Data.LoadFromEnumerable(problems);
}
