namespace TrainTinyReasoner.Problems;

/// <summary>A problem in words, a worked answer (one step a line, its result after <c>####</c> last), which may be wrong, and the right result.</summary>
internal abstract record GeneratedProblem(string Question, string Solution)
{
    public abstract string Answer { get; }
}
