using TrainTinyReasoner.Problems;

namespace TrainGrpo;

/// <summary>What a study compares: an algorithm on a task.</summary>
internal sealed record StudyArm(string Task, string Algorithm)
{
    public const string Plain = "grpo";

    /// <summary>Every algorithm on arithmetic, and plain GRPO on ordering: whether what is seen is peculiar to sums.</summary>
    public static StudyArm[] All { get; } = [.. Algorithms.Names.Select(name => new StudyArm(TaskNames.Arithmetic, name)), new(TaskNames.Ordering, Plain)];

    public string Name => Task == TaskNames.Arithmetic ? Algorithm : $"{Task}-{Algorithm}";
}
