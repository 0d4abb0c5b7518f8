namespace TrainTinyReasoner.Problems;

/// <summary>
/// Works a ranking out as people do, from the first place down to the one asked for: now and then a statement is misread, and the rest
/// follows from the wrong person. As in <see cref="Workings"/>, that is what reinforcement has to cure.
/// </summary>
internal static class Placement
{
    /// <param name="ranking">The ranking.</param>
    /// <param name="slipShare">The probability that a place after the first goes to the wrong person.</param>
    /// <param name="random">Decides which, and to whom.</param>
    public static string[] Of(Ranking ranking, double slipShare, RandomStream random)
    {
        int perMille = (int)Math.Round(1000 * slipShare);
        var placed = new string[ranking.Asked];
        int at = 0;
        placed[0] = ranking.People[at];
        for (int place = 1; place < placed.Length; place++)
        {
            int right = at + 1;
            // From a wrong person, too, there must be enough people below for the places that are left.
            int lowest = ranking.People.Count - (placed.Length - place);
            int[] wrong = [.. Enumerable.Range(0, lowest + 1).Where(person => person != at && person != right)];
            at = random.Between(1, 1000) <= perMille && wrong.Length > 0 ? random.Pick(wrong) : right;
            placed[place] = ranking.People[at];
        }
        return placed;
    }
}
