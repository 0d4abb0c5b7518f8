using TrainTinyReasoner.Problems;

namespace TrainTinyReasoner;

/// <summary>What makes the model: its shape, its data and its training. Everything follows from these numbers.</summary>
internal sealed record Recipe
{
    public string Task { get; init; } = TaskNames.Arithmetic;

    public ulong Seed { get; init; } = 1;

    /// <summary>Problems with worked answers, each seen once.</summary>
    public int Problems { get; init; } = 48_000;

    /// <summary>Bare sums for each problem: digits are learned from them several times as fast, token for token.</summary>
    public double SumsPerProblem { get; init; } = 2.5;

    /// <summary>Which share of the worked steps has a wrong digit, as texts of the world have; the bare sums are right.</summary>
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

    /// <summary>The recipe of a task's shipped model. Ordering needs no sums, and is learned by a smaller model from fewer problems.</summary>
    public static Recipe Of(string task) => task == TaskNames.Arithmetic ? new() : new()
    {
        Task = task, Problems = 32_000, SumsPerProblem = 0, Layers = 3, Width = 128, Heads = 4, FeedForward = 384,
        SlipShare = 0.2, BatchSize = 32, LearningRate = 2e-3,
    };
}
