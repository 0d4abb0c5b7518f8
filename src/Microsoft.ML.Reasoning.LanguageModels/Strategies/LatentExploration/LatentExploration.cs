using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary><see cref="LatentExplorationDecoding"/> for one model and one set of options.</summary>
internal sealed class LatentExploration(LatentExplorationDecoding options, LatentExplorationSettings settings, ThinkEnd? thinkEnd) : IDecodingStrategy
{
    /// <summary>Entropies above the greatest by less than this are equal to it; the outermost layer is taken.</summary>
    public const double Tie = 1e-9;

    public string Name => options.Name;

    public int MemoryWidth => thinkEnd is null ? 0 : 1;

    /// <summary>How many layers there are, the final one included.</summary>
    public int Depth => settings.Depth;

    /// <summary>How many candidates there are.</summary>
    public int Candidates => options.Candidates;

    /// <summary>Whether inner states go through the final norm.</summary>
    public bool NormalizeInner => options.NormalizeInner;

    /// <summary>Whether every thinking row needs its inner heads, for its behaviour log-probability.</summary>
    public bool IsMarginal => options.Behaviour == LatentBehaviour.Marginal;

    /// <summary>Whether there is a gate.</summary>
    public bool Exploit => options.Exploit;

    /// <summary>The layers besides the final one.</summary>
    public IReadOnlyList<int> InnerLayers { get; } = [.. settings.Layers.Skip(1)];

    public IReadOnlyList<int> Layers(int layerCount) => InnerLayers;

    public DecodingChoice Choose(DecodingContext context)
    {
        Tensor? memory = thinkEnd is null ? null : context.Memory!.select(1, 0);
        Tensor? thinking = memory is null ? null : thinkEnd!.Thinking(memory);
        DecodingChoice choice = context.OnHost is { } host
            ? new HostLatentExploration(this, context, host).Choose(thinking?.data<bool>().ToArray())
            : DeviceLatentExploration.Choose(this, context, thinking);
        memory?.copy_(thinkEnd!.After(memory, choice.TokenIds));
        return choice;
    }

    /// <summary>The temperature that the probabilities have: at temperature 0 the logits are not divided.</summary>
    public static float Temperature(DecodingContext context) => context.Settings.Temperature == 0 ? 1 : context.Settings.Temperature;
}
