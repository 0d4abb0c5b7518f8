namespace TrainTinyReasoner.Problems;

/// <summary>A word problem on whole numbers, its worked answer, and its true numbers.</summary>
internal sealed record ArithmeticProblem(string Question, string Solution, Chain Chain) : GeneratedProblem(Question, Solution)
{
    public override string Answer => $"{Chain.Answer}";
}
