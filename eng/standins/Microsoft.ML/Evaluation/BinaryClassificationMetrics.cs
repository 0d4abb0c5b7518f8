namespace Microsoft.ML.Data;

public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(IReadOnlyCollection<BinaryPrediction> rows)
    {
        double truePositives = rows.Count(r => r.Label && r.Predicted);
        double falsePositives = rows.Count(r => !r.Label && r.Predicted);
        double falseNegatives = rows.Count(r => r.Label && !r.Predicted);
        double trueNegatives = rows.Count(r => !r.Label && !r.Predicted);
        Accuracy = (truePositives + trueNegatives) / rows.Count;
        PositivePrecision = Share(truePositives, falsePositives);
        PositiveRecall = Share(truePositives, falseNegatives);
        NegativePrecision = Share(trueNegatives, falseNegatives);
        NegativeRecall = Share(trueNegatives, falsePositives);
        F1Score = 2 * PositivePrecision * PositiveRecall / (PositivePrecision + PositiveRecall);
        AreaUnderRocCurve = BinaryCurves.AreaUnderRoc(rows);
        AreaUnderPrecisionRecallCurve = BinaryCurves.AreaUnderPrecisionRecall(rows);
    }

    public double Accuracy { get; }

    public double AreaUnderPrecisionRecallCurve { get; }

    public double AreaUnderRocCurve { get; }

    public double F1Score { get; }

    public double NegativePrecision { get; }

    public double NegativeRecall { get; }

    public double PositivePrecision { get; }

    public double PositiveRecall { get; }

    private static double Share(double right, double wrong) => right + wrong > 0 ? right / (right + wrong) : 0;
}
