using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Draws from the model's distribution at a temperature, restricted by top-k, then by top-p, then by min-p.</summary>
public sealed class SamplingDecoding : IDecodingStrategy
{
    /// <inheritdoc/>
    public string Name => "sampling";

    /// <summary>At temperature 0 there is nothing to draw: then <see cref="GreedyDecoding"/> takes over.</summary>
    /// <inheritdoc/>
    public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Resolve(model).Temperature == 0 ? new GreedyDecoding() : this;
    }

    /// <inheritdoc/>
    public DecodingChoice Choose(DecodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GenerationSettings settings = context.Settings;
        bool restricted = settings.TopP < 1 || settings.MinP > 0
            || (settings.TopK > 0 && settings.TopK < context.Model.Configuration.VocabularySize);
        bool penalized = context.Penalty is not null;
        if (context.OnHost is { } host && !penalized)
            return HostSampler.Draw(host, settings, restricted, context.HostUniforms(RandomPurpose.Token));
        Tensor probabilities = Probabilities(context.Logits);
        Tensor candidates = penalized ? Probabilities(context.Scores) : probabilities;
        if (restricted)
            candidates = Restrict(candidates, settings.TopK, settings.TopP, settings.MinP);
        Tensor tokens = InverseTransform.Draw(candidates, context.Uniforms(RandomPurpose.Token));
        Tensor index = tokens.unsqueeze(1);
        return new DecodingChoice
        {
            TokenIds = tokens,
            LogProbabilities = probabilities.gather(1, index).squeeze(1).log(),
            BehaviourLogProbabilities = restricted || penalized
                ? (candidates.gather(1, index).squeeze(1) / candidates.sum(1)).log()
                : null,
        };

        Tensor Probabilities(Tensor logits) => (settings.Temperature == 1 ? logits : logits / settings.Temperature).softmax(1);
    }

    /// <summary>Sets the probabilities of all tokens that top-k, top-p or min-p leave out to 0. The order of the vocabulary is kept.</summary>
    /// <param name="probabilities">Probabilities [rows, vocabulary].</param>
    /// <param name="topK">How many to keep at most; 0: all.</param>
    /// <param name="topP">The share of what top-k left that the kept ones have at least.</param>
    /// <param name="minP">The share of the greatest probability that each of the kept ones has at least.</param>
    /// <returns>Weights [rows, vocabulary]; they no longer sum to 1.</returns>
    public static Tensor Restrict(Tensor probabilities, int topK, float topP, float minP = 0)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        using DisposeScope scope = NewDisposeScope();
        int vocabulary = (int)probabilities.shape[1];
        (Tensor weights, Tensor ids) = topk(probabilities, topK > 0 ? Math.Min(topK, vocabulary) : vocabulary, 1);
        Tensor greatest = weights.narrow(1, 0, 1);
        if (topP < 1)
        {
            // A token stays while those before it have less than topP: the first always does.
            Tensor cumulative = weights.cumsum(1, ScalarType.Float64);
            Tensor before = cumulative - weights;
            weights = weights * before.lt(cumulative.narrow(1, cumulative.shape[1] - 1, 1) * topP);
        }

        if (minP > 0)
            weights = weights * weights.ge(greatest * minP);
        return zeros_like(probabilities).scatter_(1, ids, weights).MoveToOuterDisposeScope();
    }
}
