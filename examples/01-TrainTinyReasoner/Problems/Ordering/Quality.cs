namespace TrainTinyReasoner.Problems;

/// <summary>What people are compared by, in words.</summary>
internal sealed record Quality(string Name, string More, string Less, string Most)
{
    public static IReadOnlyList<Quality> All { get; } =
    [
        new("height", "taller", "shorter", "tallest"),
        new("age", "older", "younger", "oldest"),
        new("speed", "faster", "slower", "fastest"),
        new("weight", "heavier", "lighter", "heaviest"),
    ];
}
