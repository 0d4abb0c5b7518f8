using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Takes the most probable token; between equals the lowest index. Of the options, the repetition penalty alone has a bearing.</summary>
public sealed class GreedyDecoding : IDecodingStrategy
{
    /// <inheritdoc/>
    public string Name => "greedy";

    /// <inheritdoc/>
    public DecodingChoice Choose(DecodingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.OnHost is { } host && context.Penalty is null)
            return HostSampler.TakeBest(host, context.Rows.Count);
        Tensor logits = context.Logits;
        Tensor tokens = context.Scores.argmax(1);
        Tensor logProbabilities = logits.gather(1, tokens.unsqueeze(1)).squeeze(1) - logits.logsumexp(1);
        return new DecodingChoice
        {
            TokenIds = tokens,
            LogProbabilities = logProbabilities,
            BehaviourLogProbabilities = zeros_like(logProbabilities),
        };
    }
}
