using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>The pipeline of the documentation that predicts from a response's states whether it is right.</summary>
[TestClass]
public sealed class LookInsideTests
{
    [TestMethod]
    public void Latent_metrics_feed_a_trainer_of_ML_NET()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel lm = TinyModel.Create();
        IDataView answered = ml.Data.Cache(ml.Data.LoadFromEnumerable(Answered()));

        var probe = ml.Reasoning().UnrollResponses()
            .Append(ml.Reasoning().HiddenStates("States", lm, promptColumnName: "Prompt", responseColumnName: "Response"))
            .Append(ml.Reasoning().EffectiveRank("Rank", "States", stride: 4))
            .Append(ml.Reasoning().SpectralDispersion("Dsd", "States"))
            .Append(ml.Transforms.DropColumns("States")).AppendCacheCheckpoint(ml)
            .Append(ml.Transforms.Concatenate("Features", "Rank", "Dsd"))
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Correct"));
        using var fitted = probe.Fit(answered);
        long passes = lm.ForwardCount;
        IDataView scored = fitted.Transform(answered);

        CalibratedBinaryClassificationMetrics metrics = ml.BinaryClassification.Evaluate(scored, "Correct");
        Assert.HasCount(24, scored.GetColumn<float>("Probability").ToArray());
        Assert.IsGreaterThan(0.9, metrics.AreaUnderRocCurve, "The wrong responses repeat one character.");
        Assert.AreEqual(2, passes, "One pass for the dictionary, and one that fills the cache for the trainer.");
    }

    private static IEnumerable<WrittenProblem> Answered()
    {
        for (int i = 0; i < 12; i++)
            yield return new WrittenProblem
            {
                Prompt = $"{i}?",
                Responses = [$"{i * 7919} is what {i} and {i + 31} make, so", new string('a', 18 + i % 3)],
                Correct = [true, false],
            };
    }

    private sealed class WrittenProblem
    {
        public string Prompt { get; set; } = "";

        [VectorType(2)]
        public string[] Responses { get; set; } = [];

        [VectorType(2)]
        public bool[] Correct { get; set; } = [];
    }
}
