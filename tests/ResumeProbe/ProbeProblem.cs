namespace ResumeProbe;

/// <summary>A row of the probe's data.</summary>
internal sealed class ProbeProblem
{
    public required string Prompt { get; init; }

    public required string Answer { get; init; }
}
