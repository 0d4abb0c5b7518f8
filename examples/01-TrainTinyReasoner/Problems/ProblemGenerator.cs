namespace TrainTinyReasoner.Problems;

/// <summary>Endless arithmetic word problems and bare sums from a seed.</summary>
internal static class ProblemGenerator
{
    /// <summary>Problems of the training half, or of the half that is held out.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="heldOut">Which half.</param>
    /// <param name="slipShare">The probability that a worked step is wrong; the questions do not depend on it.</param>
    public static IEnumerable<ArithmeticProblem> Problems(ulong seed, bool heldOut, double slipShare = 0)
    {
        var slips = new RandomStream(RandomStream.Mix(seed) ^ 4UL);
        var random = new RandomStream(RandomStream.Mix(seed) ^ (heldOut ? 1UL : 0UL));
        while (true)
        {
            Chain chain = Chain.Draw(random);
            if (chain.IsHeldOut == heldOut)
                yield return StoryTeller.Tell(chain, Workings.Of(chain, slipShare, slips), random);
        }
    }

    /// <summary>Single steps, as they occur in worked answers.</summary>
    public static IEnumerable<Operation> BareSums(ulong seed)
    {
        var random = new RandomStream(RandomStream.Mix(seed) ^ 2UL);
        while (true)
        {
            // The step is taken out of a whole chain: its numbers are as frequent as they are in problems.
            yield return random.Pick(Chain.Draw(random).Steps);
        }
    }
}
