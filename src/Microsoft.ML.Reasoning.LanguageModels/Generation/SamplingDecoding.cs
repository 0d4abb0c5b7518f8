using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Draws from the model's distribution at a temperature, restricted by top-k and then by top-p.</summary>
public sealed class SamplingDecoding : IDecodingStrategy
{
    /// <inheritdoc/>
    public string Name => "sampling";

    /// <inheritdoc/>
    public DecodingChoice Choose(DecodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        GenerationOptions options = context.Options;
        bool restricted = options.TopP < 1 || (options.TopK > 0 && options.TopK < context.Model.Configuration.VocabularySize);
        if (context.OnHost is { } host)
            return HostSampler.Draw(host, options, restricted, context.HostUniforms(RandomPurpose.Token));
        Tensor logits = context.Logits;
        Tensor probabilities = (options.Temperature == 1 ? logits : logits / options.Temperature).softmax(1);
        Tensor candidates = restricted ? Restrict(probabilities, options.TopK, options.TopP) : probabilities;
        Tensor tokens = InverseTransform.Draw(candidates, context.Uniforms(RandomPurpose.Token));
        Tensor index = tokens.unsqueeze(1);
        return new DecodingChoice
        {
            TokenIds = tokens,
            LogProbabilities = probabilities.gather(1, index).squeeze(1).log(),
            BehaviourLogProbabilities = restricted
                ? (candidates.gather(1, index).squeeze(1) / candidates.sum(1)).log()
                : null,
        };
    }

    /// <summary>Sets the probabilities of all tokens that top-k or top-p leave out to 0. The order of the vocabulary is kept.</summary>
    /// <param name="probabilities">Probabilities [rows, vocabulary].</param>
    /// <param name="topK">How many to keep at most; 0: all.</param>
    /// <param name="topP">The share of what top-k left that the kept ones have at least.</param>
    /// <returns>Weights [rows, vocabulary]; they no longer sum to 1.</returns>
    public static Tensor Restrict(Tensor probabilities, int topK, float topP)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        using DisposeScope scope = NewDisposeScope();
        int vocabulary = (int)probabilities.shape[1];
        (Tensor weights, Tensor ids) = topk(probabilities, topK > 0 ? Math.Min(topK, vocabulary) : vocabulary, 1);
        if (topP < 1)
        {
            // A token stays while those before it have less than topP: the first always does.
            Tensor cumulative = weights.cumsum(1, ScalarType.Float64);
            Tensor before = cumulative - weights;
            weights = weights * before.lt(cumulative.narrow(1, cumulative.shape[1] - 1, 1) * topP);
        }

        return zeros_like(probabilities).scatter_(1, ids, weights).MoveToOuterDisposeScope();
    }
}
