namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Soft Thinking (arXiv 2505.15778): while a row thinks, the model reads not the embedding of one token but the mean of the candidates'
/// embeddings, weighted with their probabilities. Answers are sampled as usual.
/// </summary>
/// <remarks>
/// The token that is recorded for a thinking row is its heaviest candidate. Thinking ends as the model ends it, or, where it is sure of
/// itself for <see cref="ColdStopTokens"/> tokens, by <see cref="ThinkEndToken"/>. Temperature, top-k, top-p, min-p and the repetition penalty shape
/// the candidates' probabilities.
/// </remarks>
public sealed record SoftThinkingDecoding : IDecodingStrategy
{
    /// <summary>How many of the most probable tokens are mixed. Default: 10.</summary>
    public int Candidates { get; init; } = 10;

    /// <summary>Below this entropy of the candidates, in nats, the model is sure of itself. Default: 0.01.</summary>
    public float ColdStopEntropy { get; init; } = 0.01f;

    /// <summary>
    /// After so many such tokens in a row the thinking is ended; 0 never ends it. Default: 256. It takes a think-end token; with
    /// <see cref="ThinkEndText"/> the model itself ends.
    /// </summary>
    public int ColdStopTokens { get; init; } = 256;

    /// <summary>
    /// The temperature of Gumbel noise on the candidates' probabilities (arXiv 2508.03440, "stochastic soft thinking"). Default: null, no
    /// noise: thinking is not random then.
    /// </summary>
    public float? GumbelTemperature { get; init; }

    /// <summary>The token that ends the thinking. Default: "&lt;/think&gt;".</summary>
    public string ThinkEndToken { get; init; } = ThinkEnd.DefaultToken;

    /// <summary>A text that ends the thinking, however it falls into tokens; it takes the place of the token. Default: null.</summary>
    public string? ThinkEndText { get; init; }

    /// <inheritdoc/>
    public string Name => GumbelTemperature is null ? "soft-thinking" : "soft-thinking-gumbel";

    /// <inheritdoc/>
    public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var wrong = new List<string>();
        if (Candidates < 1 || Candidates > model.Configuration.VocabularySize)
            wrong.Add($"Candidates is {Candidates}, expected 1 to the vocabulary's {model.Configuration.VocabularySize}");
        if (!(ColdStopEntropy >= 0))
            wrong.Add(FormattableString.Invariant($"ColdStopEntropy is {ColdStopEntropy}, expected 0 or more"));
        if (ColdStopTokens < 0)
            wrong.Add($"ColdStopTokens is {ColdStopTokens}, expected 0 (off) or more");
        if (GumbelTemperature is not null and not (> 0 and <= float.MaxValue))
            wrong.Add(FormattableString.Invariant($"GumbelTemperature is {GumbelTemperature}, expected above 0"));
        if (GumbelTemperature is not null && options.Resolve(model).Temperature == 0)
            wrong.Add("GumbelTemperature is set, but at temperature 0 nothing is random");
        ThinkEnd.Decide(model.Tokenizer, true, ThinkEndToken, ThinkEndText, wrong);
        if (wrong.Count > 0)
            throw new ArgumentException($"{nameof(SoftThinkingDecoding)}: {string.Join("; ", wrong)}.");
        int? end = ThinkEndText is null && ColdStopTokens > 0 ? model.Tokenizer!.TokenToId(ThinkEndToken) : null;
        return new SoftThinking(this, ThinkEnd.Find(model.Tokenizer!, ThinkEndToken, ThinkEndText), end);
    }

    /// <inheritdoc/>
    public DecodingChoice Choose(DecodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Prepare(context.Model, context.Options).Choose(context);
    }
}
