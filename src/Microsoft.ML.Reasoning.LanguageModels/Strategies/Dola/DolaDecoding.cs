namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Decoding by contrasting layers (DoLa, arXiv 2309.03883): draws from the difference of the final layer's log-probabilities and those of the
/// inner layer that differs most from it, among the tokens that the final layer finds likely.
/// </summary>
/// <remarks>
/// The layer is chosen for each row by its own Jensen-Shannon divergence; the reference takes the batch's mean, so that samples depend
/// on their batch. Inner states go to the head without the final norm, as there. Top-k, top-p, min-p and the repetition penalty apply to
/// the difference.
/// </remarks>
public sealed record DolaDecoding : IDecodingStrategy
{
    /// <summary>The layers to contrast with. Default: the lower half.</summary>
    public DolaLayers Layers { get; init; }

    /// <summary>The layers by number, 0 (embeddings) to the last but one, in place of <see cref="Layers"/>. Default: null.</summary>
    public IReadOnlyList<int>? CandidateLayers { get; init; }

    /// <summary>Only tokens with at least this share of the greatest probability can be drawn, above 0 to 1. Default: 0.1.</summary>
    public float RelativeTop { get; init; } = 0.1f;

    /// <inheritdoc/>
    public string Name => CandidateLayers is not null ? "dola" : Layers == DolaLayers.Low ? "dola-low" : "dola-high";

    /// <summary>The options, every layer by its number.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{nameof(DolaDecoding)} {{ Layers = {Layers}, CandidateLayers = [{string.Join(", ", CandidateLayers ?? [])}], RelativeTop = {RelativeTop} }}");

    /// <inheritdoc/>
    public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelConfiguration configuration = model.Configuration;
        int[] layers = [.. CandidateLayers ?? Candidates(configuration.LayerCount, configuration.TieWordEmbeddings)];
        var wrong = new List<string>();
        if (layers.Length == 0)
            wrong.Add("CandidateLayers is empty");
        foreach (int layer in layers.Where(layer => layer < 0 || layer >= configuration.LayerCount))
            wrong.Add($"CandidateLayers has {layer}, expected 0 to {configuration.LayerCount - 1} in a model of {configuration.LayerCount} layers");
        if (layers.Distinct().Count() != layers.Length)
            wrong.Add("CandidateLayers has a layer twice");
        if (!(RelativeTop > 0 && RelativeTop <= 1))
            wrong.Add(FormattableString.Invariant($"RelativeTop is {RelativeTop}, expected above 0 and at most 1"));
        if (!Enum.IsDefined(Layers))
            wrong.Add($"Layers is {Layers}, expected Low or High");
        if (wrong.Count > 0)
            throw new ArgumentException($"{nameof(DolaDecoding)}: {string.Join("; ", wrong)}.");
        return new Dola(Name, layers, RelativeTop);
    }

    /// <inheritdoc/>
    public DecodingChoice Choose(DecodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Prepare(context.Model, context.Options).Choose(context);
    }

    /// <summary>The layers of the reference implementation.</summary>
    private IEnumerable<int> Candidates(int final, bool tied)
    {
        // Where embeddings and head are one matrix, the head gives a token's own embedding back: the first layers say nothing.
        int first = !tied ? 0 : final > 2 ? 2 : final == 2 ? 1 : 0;
        (int begin, int end) = Layers == DolaLayers.High
            ? (final > 40 ? final - 20 : final / 2, final)
            : (first, final > 40 ? 20 : final / 2);
        return begin >= end ? [begin] : Enumerable.Range(0, (end - begin + 1) / 2).Select(i => begin + 2 * i);
    }
}
