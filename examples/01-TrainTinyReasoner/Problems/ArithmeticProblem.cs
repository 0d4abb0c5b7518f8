namespace TrainTinyReasoner.Problems;

/// <summary>A word problem, its worked answer (one step a line, the result after <c>####</c> last) and its numbers.</summary>
internal sealed record ArithmeticProblem(string Question, string Solution, Chain Chain)
{
    public string Answer => $"{Chain.Answer}";
}
