namespace TrainTinyReasoner.Problems;

/// <summary>Endless problems of ordering people, from a seed.</summary>
internal static class OrderingGenerator
{
    /// <summary>Problems of the training half, or of the half that is held out.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="heldOut">Which half.</param>
    /// <param name="slipShare">The probability that a worked place is wrong; the questions do not depend on it.</param>
    public static IEnumerable<OrderingProblem> Problems(ulong seed, bool heldOut, double slipShare = 0)
    {
        var slips = new RandomStream(RandomStream.Mix(seed) ^ 4UL);
        var random = new RandomStream(RandomStream.Mix(seed) ^ (heldOut ? 1UL : 0UL));
        while (true)
        {
            Ranking ranking = Ranking.Draw(random);
            if (ranking.IsHeldOut == heldOut)
                yield return OrderingTeller.Tell(ranking, Placement.Of(ranking, slipShare, slips), random);
        }
    }
}
