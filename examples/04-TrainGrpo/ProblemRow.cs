namespace TrainGrpo;

/// <summary>A problem as the pipeline reads it.</summary>
internal sealed class ProblemRow
{
    public required string Question { get; init; }

    public required string Answer { get; init; }
}
