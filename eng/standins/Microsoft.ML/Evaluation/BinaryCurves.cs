namespace Microsoft.ML.Data;

// Areas under curves that run through the scores from high to low, equal scores together.
internal static class BinaryCurves
{
    public static double AreaUnderRoc(IReadOnlyCollection<BinaryPrediction> rows)
    {
        double area = 0;
        double positivesAbove = 0;
        foreach ((int positives, int negatives) in Steps(rows))
        {
            area += negatives * (positivesAbove + positives / 2.0);
            positivesAbove += positives;
        }
        return area / (positivesAbove * (rows.Count - positivesAbove));
    }

    public static double AreaUnderPrecisionRecall(IReadOnlyCollection<BinaryPrediction> rows)
    {
        double area = 0;
        double positivesAbove = 0;
        double above = 0;
        double before = double.NaN;
        foreach ((int positives, int negatives) in Steps(rows))
        {
            positivesAbove += positives;
            above += positives + negatives;
            double precision = positivesAbove / above;
            area += positives * (precision + (double.IsNaN(before) ? precision : before)) / 2;
            before = precision;
        }
        return area / positivesAbove;
    }

    private static IEnumerable<(int Positives, int Negatives)> Steps(IReadOnlyCollection<BinaryPrediction> rows)
        => rows.GroupBy(r => r.Score).OrderByDescending(g => g.Key).Select(g => (g.Count(r => r.Label), g.Count(r => !r.Label)));
}
