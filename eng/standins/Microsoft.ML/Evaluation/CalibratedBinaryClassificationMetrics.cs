namespace Microsoft.ML.Data;

// Logarithms to base 2; the reduction is relative to the entropy of the labels (1: perfect, 0: no better than their shares).
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(IReadOnlyCollection<BinaryPrediction> rows)
        : base(rows)
    {
        LogLoss = rows.Average(r => -Math.Log2(r.Label ? r.Probability : 1 - r.Probability));
        double positive = rows.Count(r => r.Label) / (double)rows.Count;
        Entropy = -positive * Math.Log2(positive) - (1 - positive) * Math.Log2(1 - positive);
        LogLossReduction = (Entropy - LogLoss) / Entropy;
    }

    public double Entropy { get; }

    public double LogLoss { get; }

    public double LogLossReduction { get; }
}
