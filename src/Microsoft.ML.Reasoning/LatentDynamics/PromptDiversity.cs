namespace Microsoft.ML.Reasoning;

/// <summary>How different the responses to one prompt are from each other; each response is given its part.</summary>
internal static class PromptDiversity
{
    /// <summary>Fills in what compares each response with the others; with fewer than two there is nothing to compare.</summary>
    public static void Measure(IReadOnlyList<ResponseDynamics> responses)
    {
        CompareStates([.. responses.Where(response => response.Pooled.Length > 0)]);
        CompareTexts([.. responses.Where(response => response.Words is not null)]);
    }

    private static void CompareStates(ResponseDynamics[] responses)
    {
        if (responses.Length < 2)
            return;
        double[] centre = [.. Enumerable.Range(0, responses[0].Pooled.Length).Select(i => responses.Average(response => response.Pooled[i]))];
        MeanOfOthers(responses, ResponseIndicators.EuclideanDistance, (a, b) => Euclidean(a.Pooled, b.Pooled));
        MeanOfOthers(responses, ResponseIndicators.CosineDistance, (a, b) => Cosine(a.Pooled, b.Pooled));
        foreach (ResponseDynamics response in responses)
            response[ResponseIndicators.CentreDistance] = Euclidean(response.Pooled, centre);
    }

    private static void CompareTexts(ResponseDynamics[] responses)
    {
        if (responses.Length > 1)
            MeanOfOthers(responses, ResponseIndicators.RougeL, (a, b) => TextSimilarity.RougeL(a.Words!, b.Words!));
    }

    private static void MeanOfOthers(
        ResponseDynamics[] responses, string indicator, Func<ResponseDynamics, ResponseDynamics, double> compare)
    {
        var sums = new double[responses.Length];
        for (int i = 0; i < responses.Length; i++)
            for (int j = i + 1; j < responses.Length; j++)
            {
                double value = compare(responses[i], responses[j]);
                sums[i] += value;
                sums[j] += value;
            }

        for (int i = 0; i < responses.Length; i++)
            responses[i][indicator] = sums[i] / (responses.Length - 1);
    }

    private static double Euclidean(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }

    /// <summary>1 less the cosine; a state of zeros has no direction and is as far from another as can be said without one: 1.</summary>
    private static double Cosine(double[] a, double[] b)
    {
        double product = 0, squaresOfA = 0, squaresOfB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += a[i] * b[i];
            squaresOfA += a[i] * a[i];
            squaresOfB += b[i] * b[i];
        }

        return squaresOfA == 0 || squaresOfB == 0 ? 1 : 1 - Math.Clamp(product / Math.Sqrt(squaresOfA) / Math.Sqrt(squaresOfB), -1, 1);
    }
}
