namespace TrainTinyReasoner.Problems;

/// <summary>Statements that compare people, the question who has one of the places, its worked answer, and the true order.</summary>
internal sealed record OrderingProblem(string Question, string Solution, Ranking Ranking) : GeneratedProblem(Question, Solution)
{
    public override string Answer => Ranking.Answer;
}
