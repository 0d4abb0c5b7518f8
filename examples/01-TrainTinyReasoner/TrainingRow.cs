namespace TrainTinyReasoner;

/// <summary>A row of the training data.</summary>
internal sealed class TrainingRow
{
    public required string Prompt { get; init; }

    public required string Response { get; init; }
}
