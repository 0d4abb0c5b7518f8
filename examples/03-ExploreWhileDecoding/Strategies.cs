using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;

namespace ExploreWhileDecoding;

/// <summary>What is compared: the strategies of the paper's tables, and what latent exploration does without exploring (top-k 8).</summary>
internal static class Strategies
{
    public const string Baseline = "sampling", Led = "LED";

    /// <summary>All of them.</summary>
    /// <param name="model">The model: where it has few layers, the lower and the upper ones that DoLa takes may be the same.</param>
    /// <param name="thinkEnd">The text that ends the thinking: the model of this repository has no token for it.</param>
    public static ComparedStrategy[] All(CausalLanguageModel model, string? thinkEnd)
    {
        var low = new DolaDecoding { Layers = DolaLayers.Low };
        var high = new DolaDecoding { Layers = DolaLayers.High };
        bool isSame = Layers(low).SequenceEqual(Layers(high));
        return
        [
            new(Baseline),
            new(Led, new LatentExplorationDecoding { ThinkEndText = thinkEnd }),
            new("greedy") { Temperatures = [0] },
            new("top-k 8") { TopK = 8 },
            new("top-p 0.95") { TopP = 0.95f },
            new("min-p 0.1") { MinP = 0.1f },
            .. isSame ? [new ComparedStrategy("DoLa, low = high", low)] : new ComparedStrategy[] { new("DoLa low", low), new("DoLa high", high) },
            new("Soft Thinking", new SoftThinkingDecoding { ThinkEndText = thinkEnd }),
            new("Soft Thinking, Gumbel", new SoftThinkingDecoding { ThinkEndText = thinkEnd, GumbelTemperature = 0.5f }),
        ];

        IReadOnlyList<int> Layers(IDecodingStrategy strategy) =>
            strategy.Prepare(model, new GenerationOptions()).Layers(model.Configuration.LayerCount);
    }
}
