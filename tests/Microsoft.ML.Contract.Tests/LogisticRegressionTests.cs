using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Contract.Tests;

/// <summary>The trainer that latent metrics are handed to, and its evaluation.</summary>
[TestClass]
public sealed class LogisticRegressionTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static readonly Example[] Examples = [.. Enumerable.Range(0, 200).Select(i =>
    {
        float signal = (i % 20 - 9.5f) / 5;
        float noise = (i * 7 % 13 - 6) / 6f;
        return new Example { Signal = signal, Others = [noise, i % 3], Label = signal + noise > 0 };
    })];

    private static IDataView Data => Ml.Data.LoadFromEnumerable(Examples);

    [TestMethod]
    public void It_finds_the_minimum_of_the_regularised_loss()
    {
        LinearBinaryModelParameters model = Fit(l1: 0, l2: 1).LastTransformer.Model.SubModel;
        double[] weights = [.. model.Weights];
        Assert.HasCount(3, weights);

        // At the minimum of sum(loss) + l2/2 |w|^2 the slope is 0; the bias is not regularised.
        double[] slope = [0, weights[0], weights[1], weights[2]];
        foreach (Example example in Examples)
        {
            float[] x = [example.Signal, .. example.Others!];
            double score = model.Bias + x.Select((v, j) => v * weights[j]).Sum();
            double error = 1 / (1 + Math.Exp(-score)) - (example.Label ? 1 : 0);
            slope[0] += error;
            for (int j = 0; j < x.Length; j++)
                slope[j + 1] += error * x[j];
        }
        foreach (double s in slope)
            Assert.AreEqual(0, s, 0.3);
        Assert.IsTrue(weights[0] > 1 && weights[1] > 1, string.Join(" ", weights));
    }

    [TestMethod]
    public void Strong_l1_regularisation_removes_what_says_nothing()
    {
        IReadOnlyList<float> weights = Fit(l1: 10, l2: 0).LastTransformer.Model.SubModel.Weights;
        Assert.AreEqual(0f, weights[2], 1e-2f);
        Assert.IsGreaterThan(0.1f, weights[0]);
    }

    [TestMethod]
    public void It_adds_score_probability_and_predicted_label()
    {
        TransformerChain<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> model = Fit(1, 1);
        IDataView scored = model.Transform(Data);
        Assert.AreEqual<object>(NumberDataViewType.Single, scored.Schema["Score"].Type);
        Assert.AreEqual<object>(NumberDataViewType.Single, scored.Schema["Probability"].Type);
        Assert.AreEqual<object>(BooleanDataViewType.Instance, scored.Schema["PredictedLabel"].Type);
        foreach (Prediction row in Ml.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false))
        {
            Assert.AreEqual(1 / (1 + Math.Exp(-row.Score)), row.Probability, 1e-5);
            Assert.AreEqual(row.Score > 0, row.PredictedLabel);
        }
        Assert.AreEqual("Features", model.LastTransformer.FeatureColumnName);
    }

    [TestMethod]
    public void Its_evaluation_counts_and_ranks_the_predictions()
    {
        IDataView scored = Fit(1, 1).Transform(Data);
        Prediction[] rows = [.. Ml.Data.CreateEnumerable<Prediction>(scored, reuseRowObject: false)];
        CalibratedBinaryClassificationMetrics metrics = Ml.BinaryClassification.Evaluate(scored);

        Assert.AreEqual(rows.Average(r => r.Label == r.PredictedLabel ? 1.0 : 0), metrics.Accuracy, 1e-6);
        double precision = rows.Where(r => r.PredictedLabel).Average(r => r.Label ? 1.0 : 0);
        double recall = rows.Where(r => r.Label).Average(r => r.PredictedLabel ? 1.0 : 0);
        Assert.AreEqual(precision, metrics.PositivePrecision, 1e-6);
        Assert.AreEqual(recall, metrics.PositiveRecall, 1e-6);
        Assert.AreEqual(2 * precision * recall / (precision + recall), metrics.F1Score, 1e-6);
        double area = rows.Where(r => r.Label).Average(p => rows.Where(r => !r.Label).Average(n => p.Score > n.Score ? 1 : p.Score == n.Score ? 0.5 : 0));
        Assert.AreEqual(area, metrics.AreaUnderRocCurve, 1e-6);
        Assert.AreEqual(rows.Average(r => -Math.Log2(r.Label ? r.Probability : 1 - r.Probability)), metrics.LogLoss, 1e-4);
        Assert.AreEqual(1 - metrics.LogLoss / metrics.Entropy, metrics.LogLossReduction, 1e-6);
        Assert.IsTrue(metrics.AreaUnderPrecisionRecallCurve is > 0.5 and <= 1);
    }

    [TestMethod]
    public void It_runs_in_a_prediction_engine()
    {
        using PredictionEngine<Example, Prediction> engine = Ml.Model.CreatePredictionEngine<Example, Prediction>(Fit(1, 1));
        Assert.IsTrue(engine.Predict(new Example { Signal = 2, Others = [1, 0] }).PredictedLabel);
        Assert.IsFalse(engine.Predict(new Example { Signal = -2, Others = [-1, 0] }).PredictedLabel);
    }

    [TestMethod]
    public void Folds_are_trained_and_evaluated_one_by_one()
    {
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics>> results =
            Ml.BinaryClassification.CrossValidate(Data, Pipeline(1, 1), numberOfFolds: 3, seed: 4);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, results.Select(r => r.Fold).ToArray());
        Assert.AreEqual(200, results.Sum(r => r.ScoredHoldOutSet.GetColumn<bool>("Label").Count()));
        foreach (double accuracy in results.Select(r => r.Metrics.Accuracy))
            Assert.IsGreaterThan(0.7, accuracy);
    }

    [TestMethod]
    public void Wrong_columns_are_out_of_range_and_named()
    {
        LbfgsLogisticRegressionBinaryTrainer trainer = Ml.BinaryClassification.Trainers.LbfgsLogisticRegression();
        ArgumentOutOfRangeException missing = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => trainer.Fit(Data));
        StringAssert.Contains(missing.Message, "Features");
        LbfgsLogisticRegressionBinaryTrainer scalar = Ml.BinaryClassification.Trainers.LbfgsLogisticRegression(featureColumnName: "Signal");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => scalar.Fit(Data)).Message, "Signal");
        LbfgsLogisticRegressionBinaryTrainer label = Ml.BinaryClassification.Trainers.LbfgsLogisticRegression("Signal", "Others");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => label.Fit(Data)).Message, "Signal");
    }

    private static EstimatorChain<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> Pipeline(float l1, float l2)
        => Ml.Transforms.Concatenate("Features", "Signal", "Others").AppendCacheCheckpoint(Ml)
            .Append(Ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
            {
                L1Regularization = l1,
                L2Regularization = l2,
            }));

    private static TransformerChain<BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>>> Fit(float l1, float l2)
        => Pipeline(l1, l2).Fit(Data);

    private sealed class Example
    {
        public float Signal;

        [VectorType(2)]
        public float[]? Others;

        public bool Label;
    }

    private sealed class Prediction
    {
        public bool Label = false;

        public float Score = 0;

        public float Probability = 0;

        public bool PredictedLabel = false;
    }
}
