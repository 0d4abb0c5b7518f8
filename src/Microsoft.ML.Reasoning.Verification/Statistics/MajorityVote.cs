namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// maj@k: the answer that most samples give. Answers vote, not verdicts; the caller hands over keys that are equal where the
/// answers are (<see cref="VerificationResult.NormalForm"/>), and null for a sample without an answer, which does not vote.
/// </summary>
public static class MajorityVote
{
    /// <summary>Counts the votes.</summary>
    /// <param name="answers">One key a sample; null does not vote.</param>
    public static VoteResult Vote(IReadOnlyList<string?> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        List<Ballot> ballots = Count(answers, correct: null);
        int most = ballots.Count == 0 ? 0 : ballots.Max(b => b.Votes);
        string[] tied = [.. ballots.Where(b => b.Votes == most).Select(b => b.Answer)];
        return new VoteResult(tied.FirstOrDefault(), most, tied);
    }

    /// <summary>The score of the vote over all samples: 1 or 0 by the winner's verdict, or a share between them where a tie is drawn.</summary>
    /// <param name="answers">One key a sample; null does not vote.</param>
    /// <param name="correct">One verdict a sample. Of samples with the same key the first one's verdict counts.</param>
    /// <param name="tieRule">What to do with a tie.</param>
    /// <returns>0 where nobody voted.</returns>
    public static double Score(IReadOnlyList<string?> answers, IReadOnlyList<bool> correct, TieRule tieRule = TieRule.Expected)
    {
        List<Ballot> ballots = Count(answers, Checked(answers, correct));
        if (ballots.Count == 0)
            return 0;
        int most = ballots.Max(b => b.Votes);
        Ballot[] tied = [.. ballots.Where(b => b.Votes == most)];
        return tieRule == TieRule.FirstSeen ? (tied[0].IsCorrect ? 1 : 0) : (double)tied.Count(b => b.IsCorrect) / tied.Length;
    }

    /// <summary>
    /// The expected score of a vote among k of the samples, drawn without replacement, with ties drawn at random:
    /// exact, no subset is enumerated.
    /// </summary>
    /// <param name="answers">One key a sample; null does not vote but can be drawn.</param>
    /// <param name="correct">One verdict a sample. Of samples with the same key the first one's verdict counts.</param>
    /// <param name="k">Number of samples drawn, between 1 and their count.</param>
    public static double Estimate(IReadOnlyList<string?> answers, IReadOnlyList<bool> correct, int k)
    {
        List<Ballot> ballots = Count(answers, Checked(answers, correct));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, answers.Count);
        int silent = answers.Count - ballots.Sum(b => b.Votes);
        return SubsetVote.Expect([.. ballots.Select(b => b.Votes)], [.. ballots.Select(b => b.IsCorrect)], silent, k);
    }

    private static IReadOnlyList<bool> Checked(IReadOnlyList<string?> answers, IReadOnlyList<bool> correct)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(correct);
        if (answers.Count != correct.Count)
            throw new ArgumentException($"{answers.Count} answers, but {correct.Count} verdicts.", nameof(correct));
        return correct;
    }

    private static List<Ballot> Count(IReadOnlyList<string?> answers, IReadOnlyList<bool>? correct)
    {
        var ballots = new List<Ballot>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < answers.Count; i++)
        {
            if (answers[i] is not { } answer)
                continue;
            if (!places.TryGetValue(answer, out int place))
            {
                places.Add(answer, place = ballots.Count);
                ballots.Add(new Ballot(answer, correct?[i] ?? false, 0));
            }
            ballots[place] = ballots[place] with { Votes = ballots[place].Votes + 1 };
        }
        return ballots;
    }

    private readonly record struct Ballot(string Answer, bool IsCorrect, int Votes);
}
