namespace TrainTinyReasoner;

/// <summary>What makes the model: its shape, its data and its training. Everything follows from these numbers.</summary>
internal sealed record Recipe
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Word problems with worked answers, each seen once.</summary>
    public int Problems { get; init; } = 48_000;

    /// <summary>Bare sums for each problem: digits are learned from them several times as fast, token for token.</summary>
    public double SumsPerProblem { get; init; } = 2.5;

    /// <summary>How many of a hundred worked steps have a wrong digit, as texts of the world have; the bare sums are right.</summary>
    public double SlipShare { get; init; } = 0.18;

    public int Layers { get; init; } = 4;

    public int Width { get; init; } = 192;

    public int Heads { get; init; } = 6;

    public int KeyValueHeads { get; init; } = 2;

    public int FeedForward { get; init; } = 512;

    public int Vocabulary { get; init; } = 512;

    public int ContextLength { get; init; } = 512;

    public int BatchSize { get; init; } = 84;

    public double LearningRate { get; init; } = 3e-3;

    public int WarmupSteps { get; init; } = 100;

    public double WeightDecay { get; init; } = 0.01;

    public int HeldOutProblems { get; init; } = 400;
}
