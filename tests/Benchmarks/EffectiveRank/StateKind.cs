using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>A kind of states: tokens that depend on each other, features of falling size, three of them with a large mean.</summary>
internal sealed record StateKind(string Name, double Correlation, double Decay)
{
    /// <summary>The opponent's default, one without structure, and one whose spectrum is steep.</summary>
    public static StateKind[] All { get; } = [new("default", 0.7, 0.7), new("flat", 0, 0), new("steep", 0.95, 1.2)];

    /// <summary>Float32 states [responses, tokens, width] by the law of the opponent's program.</summary>
    public Tensor Make(int responses, int tokens, int width)
    {
        using var scope = NewDisposeScope();
        manual_seed(0);
        Tensor noise = randn([responses, tokens, width], ScalarType.Float32), states = empty_like(noise);
        Tensor state = noise.select(1, 0);
        for (int t = 0; t < tokens; t++)
        {
            state = t == 0 ? state : Correlation * state + Math.Sqrt(1 - Correlation * Correlation) * noise.select(1, t);
            states.select(1, t).copy_(state);
        }

        Tensor offset = randn([width], ScalarType.Float32) * 0.05;
        offset.narrow(0, 0, 3).copy_(tensor(new float[] { 4, -2, 1 }));
        Tensor scales = arange(1, width + 1, 1, ScalarType.Float32).pow(-Decay);
        return (states * scales + offset).MoveToOuterDisposeScope();
    }
}
