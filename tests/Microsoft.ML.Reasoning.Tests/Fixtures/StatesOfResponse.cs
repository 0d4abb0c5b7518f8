using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>A response whose states are given.</summary>
internal sealed class StatesOfResponse
{
    [TokenStatesType]
    public TokenStates? States { get; set; }

    public string Prompt { get; set; } = "";

    public string Response { get; set; } = "";

    public bool Correct { get; set; }

    public float MeanLogProbability { get; set; }

    public float Dispersion { get; set; }

    /// <summary>Random walks of several lengths.</summary>
    public static StatesOfResponse[] Walks(int width, params int[] lengths) => [.. lengths.Select((length, i) => new StatesOfResponse
    {
        States = new TokenStates(Walk(i, length, width)),
        Prompt = $"prompt {i / 2}",
        Response = $"a b c d {i % 3}",
        Correct = i % 2 == 0,
        MeanLogProbability = -i,
        Dispersion = i * i,
    })];

    private static Tensor Walk(int seed, int length, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        var random = new Random(seed);
        float[] steps = [.. Enumerable.Range(0, length * width).Select(_ => (float)(random.NextDouble() - 0.5))];
        return tensor(steps, [length, width]).cumsum(0).MoveToOuterDisposeScope();
    }
}
