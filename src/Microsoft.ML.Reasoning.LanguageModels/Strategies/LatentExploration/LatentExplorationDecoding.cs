namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Latent Exploration Decoding (arXiv 2602.01698): where the model is unsure of its next token, draws it from the posteriors of inner
/// layers, which have more entropy.
/// </summary>
/// <remarks>
/// The candidates are the final layer's <see cref="Candidates"/> most probable tokens. With probability 1 - p1, p1 being that of the
/// most probable token, a row explores: the probabilities of the candidates in every layer are summed from the final layer inwards,
/// each partial sum is normalised, and the one with the greatest entropy is drawn from. Else the candidates are drawn as the final layer
/// has them. The gate is drawn first, so inner heads run only for the rows that explore. At temperature 0 nothing is random: a row
/// explores where 1 - p1 exceeds p1, and takes the most probable candidate. Top-k, top-p, min-p and a repetition penalty do not apply:
/// set by the user they are an error, suggested by the model's <c>generation_config.json</c> they are not taken.
/// </remarks>
public sealed record LatentExplorationDecoding : IDecodingStrategy
{
    private const int DefaultDepth = 8;

    /// <summary>How many layers to look at, the final one included. Default: null, the lesser of 8 and the model's layers less one.</summary>
    public int? Depth { get; init; }

    /// <summary>How many of the final layer's most probable tokens are candidates, at least 1. Default: 8.</summary>
    public int Candidates { get; init; } = 8;

    /// <summary>Which layers. Default: those of the released code.</summary>
    public LatentLayers Layers { get; init; }

    /// <summary>Whether inner states go through the final norm before the head. Default: false, as published.</summary>
    public bool NormalizeInner { get; init; }

    /// <summary>
    /// Whether exploration ends with the thinking. Default: null, where the tokenizer has <see cref="ThinkEndToken"/> or
    /// <see cref="ThinkEndText"/> is given; else all tokens may explore.
    /// </summary>
    public bool? ThinkOnly { get; init; }

    /// <summary>The token that ends the thinking. Default: "&lt;/think&gt;".</summary>
    public string ThinkEndToken { get; init; } = ThinkEnd.DefaultToken;

    /// <summary>A text that ends the thinking, however it falls into tokens; it takes the place of the token. Default: null.</summary>
    public string? ThinkEndText { get; init; }

    /// <summary>Whether the gate may keep a row with the final layer. False explores at every token. Default: true.</summary>
    public bool Exploit { get; init; } = true;

    /// <summary>Which probability is recorded for a drawn token. Default: that of the draw, given the gate.</summary>
    public LatentBehaviour Behaviour { get; init; }

    /// <inheritdoc/>
    public string Name => "led";

    /// <summary>What these options come to for a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">The model cannot do what is asked for; the message lists every reason.</exception>
    public LatentExplorationSettings Resolve(CausalLanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var wrong = new List<string>();
        LatentExplorationSettings settings = Resolve(model, wrong);
        ThrowIfAny(wrong);
        return settings;
    }

    /// <inheritdoc/>
    public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new List<string>();
        LatentExplorationSettings settings = Resolve(model, wrong);
        NotWith(options.TopK > 0, nameof(options.TopK), options.TopK);
        NotWith(options.TopP < 1, nameof(options.TopP), options.TopP);
        NotWith(options.MinP > 0, nameof(options.MinP), options.MinP);
        NotWith(options.RepetitionPenalty is not (null or 1), nameof(options.RepetitionPenalty), options.RepetitionPenalty);
        if (options.Resolve(model).Temperature == 0 && Behaviour == LatentBehaviour.Marginal)
            wrong.Add("Behaviour is Marginal, but at temperature 0 nothing is drawn and there is no such probability");
        ThrowIfAny(wrong);
        return new LatentExploration(this, settings, settings.ThinkOnly ? ThinkEnd.Find(model.Tokenizer!, ThinkEndToken, ThinkEndText) : null);

        void NotWith(bool isSet, string name, object? value)
        {
            if (isSet)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, but the candidates of this strategy are its own: leave it out"));
        }
    }

    /// <inheritdoc/>
    public DecodingChoice Choose(DecodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Prepare(context.Model, context.Options).Choose(context);
    }

    private LatentExplorationSettings Resolve(CausalLanguageModel model, List<string> wrong)
    {
        int count = model.Configuration.LayerCount, vocabulary = model.Configuration.VocabularySize;
        int most = Layers == LatentLayers.Published ? Math.Max(1, count - 1) : count;
        int depth = Depth ?? Math.Clamp(count - 1, 1, DefaultDepth);
        if (depth < 1 || depth > most)
            wrong.Add($"Depth is {depth}, expected 1 to {most} with Layers = {Layers} in a model of {count} layers");
        if (Candidates < 1 || Candidates > vocabulary)
            wrong.Add($"Candidates is {Candidates}, expected 1 to the vocabulary's {vocabulary}");
        if (!Enum.IsDefined(Layers))
            wrong.Add($"Layers is {Layers}, expected Published or Consecutive");
        if (!Enum.IsDefined(Behaviour))
            wrong.Add($"Behaviour is {Behaviour}, expected Drawn or Marginal");
        bool thinkOnly = ThinkEnd.Decide(model.Tokenizer, ThinkOnly, ThinkEndToken, ThinkEndText, wrong);
        int first = Layers == LatentLayers.Published ? count - 2 : count - 1;
        return new LatentExplorationSettings(
            depth, [count, .. Enumerable.Range(0, Math.Max(0, depth - 1)).Select(i => first - i)], thinkOnly);
    }

    private static void ThrowIfAny(List<string> wrong)
    {
        if (wrong.Count > 0)
            throw new ArgumentException($"{nameof(LatentExplorationDecoding)}: {string.Join("; ", wrong)}.");
    }
}
