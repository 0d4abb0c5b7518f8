namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// The vote among k samples drawn without replacement from groups of equal answers. For each correct group and each number m of
/// its members drawn, a dynamic programme over the other groups gives the probability that none has more than m and t have m.
/// </summary>
internal static class SubsetVote
{
    public static double Expect(int[] votes, bool[] correct, int silent, int k)
    {
        int samples = votes.Sum() + silent;
        var choose = new LogChoose(samples);
        double all = choose.Of(samples, k), expected = 0;
        for (int winner = 0; winner < votes.Length; winner++)
        {
            if (!correct[winner])
                continue;
            int[] others = [.. votes.Where((_, i) => i != winner)];
            for (int m = 1; m <= Math.Min(k, votes[winner]); m++)
                expected += WinShare(others, silent, m, k - m, choose, choose.Of(votes[winner], m) - all);
        }
        return expected;
    }

    // Sum over draws of `left` members from the others and the silent ones, each other group at most m: weight / (1 + number at m).
    private static double WinShare(int[] others, int silent, int m, int left, LogChoose choose, double logWeight)
    {
        int ties = Math.Min(others.Count(v => v >= m), left / m);
        // ways[t, d]: choices of d samples so far with t groups at m, scaled by the weight (at most 1 in the end, as a probability).
        double[,] ways = new double[ties + 1, left + 1];
        ways[0, 0] = 1;
        int seen = 0;
        foreach (int size in others)
        {
            double[,] next = new double[ties + 1, left + 1];
            for (int t = 0; t <= ties; t++)
                for (int d = 0; d <= left; d++)
                {
                    if (ways[t, d] == 0)
                        continue;
                    for (int j = 0; j <= Math.Min(Math.Min(size, m), left - d); j++)
                        if (j < m || t < ties)
                            next[j == m ? t + 1 : t, d + j] += ways[t, d] * Math.Exp(Step(choose, seen, size, d, j));
                }
            ways = next;
            seen += size;
        }
        double share = 0;
        for (int t = 0; t <= ties; t++)
            for (int d = Math.Max(0, left - silent); d <= left; d++)
                if (ways[t, d] > 0)
                    share += ways[t, d] / (t + 1) * Math.Exp(choose.Of(seen, d) + choose.Of(silent, left - d) + logWeight);
        return share;
    }

    // C(size, j) C(seen, d) / C(seen + size, d + j): keeps the table a share of all choices so far, whatever the number of samples.
    private static double Step(LogChoose choose, int seen, int size, int d, int j) =>
        choose.Of(size, j) + choose.Of(seen, d) - choose.Of(seen + size, d + j);

    private sealed class LogChoose
    {
        private readonly double[] _logFactorial;

        public LogChoose(int largest)
        {
            _logFactorial = new double[largest + 1];
            for (int i = 2; i <= largest; i++)
                _logFactorial[i] = _logFactorial[i - 1] + Math.Log(i);
        }

        public double Of(int n, int k) => _logFactorial[n] - _logFactorial[k] - _logFactorial[n - k];
    }
}
