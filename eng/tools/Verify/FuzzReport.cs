using System.Diagnostics;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Verify;

/// <summary>What a run over mutated answers showed: each pair is verified as a response and compared both ways.</summary>
internal sealed record FuzzReport(int Count, int Equal, int ComparedBothWays, IReadOnlyList<string> Asymmetries, IReadOnlyList<string> Crashes, double SlowestMilliseconds, string Slowest)
{
    private const int MostListed = 20;
    private const double WorthASecondLook = 20;

    public static FuzzReport Run(int count, int seed)
    {
        var mutator = new AnswerMutator(seed);
        var verifier = new AnswerVerifier();
        List<string> asymmetries = [], crashes = [];
        (int equal, int both, double slowest, string slowestPair) = (0, 0, 0, "");
        for (int i = 0; i < count; i++)
        {
            (string gold, string answer) = mutator.Next();
            try
            {
                double time = Time(verifier, gold, answer);
                if (time > slowest)
                    (slowest, slowestPair) = (time, $"«{gold}» and «{answer}»");
                bool there = Accepts(gold, answer), back = Accepts(answer, gold);
                equal += there ? 1 : 0;
                if (!IsSymmetric(gold) || !IsSymmetric(answer))
                    continue;
                both++;
                if (there != back && asymmetries.Count < MostListed)
                    asymmetries.Add($"«{gold}» and «{answer}»: {there}, back {back}");
            }
            catch (Exception e) when (crashes.Count < MostListed)
            {
                crashes.Add($"«{gold}» and «{answer}»: {e}");
            }
        }
        return new FuzzReport(count, equal, both, asymmetries, crashes, slowest, slowestPair);
    }

    // A pause of the machine is not the verifier's: what seems slow is timed again.
    private static double Time(AnswerVerifier verifier, string gold, string answer)
    {
        double best = double.MaxValue;
        for (int attempt = 0; attempt < 4; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            verifier.Verify(gold, answer);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (best < WorthASecondLook)
                break;
        }
        return best;
    }

    // A gold choice asks for a letter, and only an answer's comma may be a decimal comma.
    private static bool IsSymmetric(string text) =>
        AnswerEquality.ShapeOf(text) is not (AnswerShape.Choice or AnswerShape.Choices) && text.AsSpan().IndexOfAny(',', '，', '、') < 0;

    private static bool Accepts(string gold, string answer) => AnswerEquality.Compare(gold, answer).Reason is VerificationReason.SameChoice
        or VerificationReason.SameNumber or VerificationReason.SameRounded or VerificationReason.SameText or VerificationReason.SameMeaning;
}
