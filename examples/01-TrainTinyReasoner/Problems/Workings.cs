namespace TrainTinyReasoner.Problems;

/// <summary>
/// Works a chain out as people do: now and then a digit slips, and the rest follows from the wrong number. A model that learns
/// from such answers knows how to calculate and still errs when it is sampled, which is what reinforcement has to cure.
/// </summary>
internal static class Workings
{
    private static readonly int[] Slips = [-10, -1, 1, 10];

    /// <param name="chain">The chain.</param>
    /// <param name="slipShare">The probability that a step slips.</param>
    /// <param name="random">Decides which.</param>
    public static WorkedStep[] Of(Chain chain, double slipShare, RandomStream random)
    {
        int perMille = (int)Math.Round(1000 * slipShare);
        var steps = new WorkedStep[chain.Steps.Count];
        int left = chain.Start;
        for (int i = 0; i < steps.Length; i++)
        {
            var step = new Operation(left, chain.Steps[i].Symbol, chain.Steps[i].Right);
            int result = step.Result;
            if (random.Between(1, 1000) <= perMille && result + random.Pick(Slips) is var slipped && Follows(chain, i + 1, slipped))
                result = slipped;
            steps[i] = new(left, step.Symbol, step.Right, result);
            left = result;
        }
        return steps;
    }

    /// <summary>Whether the steps from one on can be taken from a number: whole and within what a model has seen.</summary>
    private static bool Follows(Chain chain, int from, int left)
    {
        foreach (Operation next in chain.Steps.Skip(from))
        {
            if (left < 1 || left > Operation.Largest || (next.Symbol == '/' && left % next.Right != 0))
                return false;
            left = new Operation(left, next.Symbol, next.Right).Result;
        }
        return left is >= 1 and <= Operation.Largest;
    }
}
