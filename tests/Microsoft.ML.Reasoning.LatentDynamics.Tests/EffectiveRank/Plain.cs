using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>The definition, word for word: a float64 decomposition of every centred prefix.</summary>
internal static class Plain
{
    public static EffectiveRankMeasurement Measure(Tensor states, int stride)
    {
        long rows = states.shape[0];
        var ranks = new List<double>();
        for (long t = stride; t < rows; t += stride)
            ranks.Add(Rank(states.narrow(0, 0, t + 1)));
        List<double> deltas = [], steps = [];
        for (int j = 1; j < ranks.Count; j++)
            deltas.Add(ranks[j] - ranks.Take(j).Average());
        for (int j = 1; j < deltas.Count; j++)
            steps.Add(deltas[j] - deltas[j - 1]);
        return new EffectiveRankMeasurement(
            Rank(states), deltas.DefaultIfEmpty(0).Average(), steps.DefaultIfEmpty(0).Average(), ranks.Count);
    }

    public static double Rank(Tensor states)
    {
        if (states.shape[0] < 2)
            return 0;
        using var scope = NewDisposeScope();
        Tensor exact = states.to(ScalarType.Float64).cpu();
        double[] s = linalg.svdvals(exact - exact.mean([0L], true, ScalarType.Float64)).data<double>().ToArray();
        double sum = s.Sum() + 1e-8;
        return Math.Exp(-s.Sum(value => value / sum * Math.Log(value / sum + 1e-8)));
    }
}
