namespace TrainTinyReasoner.Problems;

/// <summary>A word problem, a worked answer (one step a line, its result after <c>####</c> last), which may be wrong, and its true numbers.</summary>
internal sealed record ArithmeticProblem(string Question, string Solution, Chain Chain)
{
    public string Answer => $"{Chain.Answer}";
}
