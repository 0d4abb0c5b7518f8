using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Latent exploration by the library's operators: one step of a batch on its device.</summary>
internal static class DeviceLatentExploration
{
    /// <summary>Chooses a token for each row.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="context">The batch.</param>
    /// <param name="thinking">Which rows may explore, bool [rows]; null: all.</param>
    public static DecodingChoice Choose(LatentExploration strategy, DecodingContext context, Tensor? thinking)
    {
        bool greedy = context.Settings.Temperature == 0;
        Tensor scaled = Divide(context.Logits, LatentExploration.Temperature(context));
        // In the order of the vocabulary: two tokens of nearly the same probability do not change places.
        (Tensor ids, Tensor order) = topk(scaled, strategy.Candidates, 1).indices.sort(1);
        Tensor logProbabilities = scaled.gather(1, ids) - scaled.logsumexp(1, true);
        Tensor probabilities = logProbabilities.to(ScalarType.Float64).exp();
        Tensor best = probabilities.max(1).values, alone = probabilities / probabilities.sum(1, true);
        Tensor mayExplore = thinking ?? ones(best.shape, ScalarType.Bool, best.device);
        Tensor open = strategy.Exploit
            ? (greedy ? best.lt(0.5) : context.Uniforms(RandomPurpose.Gate).lt(1 - best)).logical_and(mayExplore)
            : mayExplore;
        Tensor mixtures = alone.clone(), depths = full(best.shape, -1, ScalarType.Float32, best.device);
        Tensor entropies = full([strategy.Depth, best.shape[0]], float.NaN, ScalarType.Float32, best.device);
        Tensor rows = (strategy.IsMarginal ? mayExplore : open).nonzero().squeeze(1);
        if (rows.shape[0] > 0)
        {
            (Tensor mixed, Tensor depth, Tensor entropy) =
                Mix(Layers(strategy, context, rows, ids.index_select(0, rows), probabilities.index_select(0, rows)));
            mixtures.index_copy_(0, rows, mixed);
            depths.index_copy_(0, rows, depth.to(ScalarType.Float32));
            entropies.index_copy_(1, rows, entropy.to(ScalarType.Float32).transpose(0, 1));
        }

        Tensor weights = where(open.unsqueeze(1), mixtures, alone);
        Tensor drawn = (greedy ? weights.argmax(1) : InverseTransform.Draw(weights, context.Uniforms(RandomPurpose.Token))).unsqueeze(1);
        Tensor behaviour = strategy.IsMarginal && strategy.Exploit
            ? where(mayExplore.unsqueeze(1), best.unsqueeze(1) * alone + (1 - best).unsqueeze(1) * mixtures, alone)
            : weights;
        var records = new Dictionary<string, Tensor>
        {
            [LatentExplorationRecords.Explored] = open.to(ScalarType.Float32),
            [LatentExplorationRecords.Depth] = depths.masked_fill(open.logical_not(), -1),
            [LatentExplorationRecords.Thinking] = mayExplore.to(ScalarType.Float32),
        };
        for (int layer = 0; layer < strategy.Depth; layer++)
            records[LatentExplorationRecords.Entropy(layer)] = entropies.select(0, layer);
        return new DecodingChoice
        {
            TokenIds = ids.gather(1, drawn).squeeze(1),
            LogProbabilities = logProbabilities.gather(1, drawn).squeeze(1),
            BehaviourLogProbabilities = greedy
                ? zeros(best.shape, ScalarType.Float32, best.device)
                : behaviour.gather(1, drawn).squeeze(1).log().to(ScalarType.Float32),
            Records = records,
        };
    }

    /// <summary>The normalised sum of layers with the greatest entropy.</summary>
    /// <param name="probabilities">The candidates' probabilities among all tokens, float64 [rows, layers, candidates].</param>
    /// <returns>The mixture [rows, candidates], how many inner layers it has [rows], the entropy of every sum [rows, layers].</returns>
    public static (Tensor Mixture, Tensor Depth, Tensor Entropies) Mix(Tensor probabilities)
    {
        Tensor sums = probabilities.clamp_min(LatentMixture.LeastProbability).cumsum(1);
        Tensor mixtures = (sums / sums.sum(2, true)).clamp_min(LatentMixture.LeastInLogarithm);
        Tensor entropies = -(mixtures * mixtures.log()).sum(2);
        Tensor greatest = entropies.max(1).values.unsqueeze(1);
        Tensor depth = entropies.ge(greatest - LatentExploration.Tie).to(ScalarType.Int64).argmax(1);
        Tensor index = depth.view(-1, 1, 1).expand(-1, 1, mixtures.shape[2]);
        return (mixtures.gather(1, index).squeeze(1), depth, entropies);
    }

    /// <summary>The candidates' probabilities in every layer [rows, layers, candidates]: one product with the head for all inner ones.</summary>
    private static Tensor Layers(LatentExploration strategy, DecodingContext context, Tensor rows, Tensor ids, Tensor final)
    {
        if (strategy.Depth == 1)
            return final.unsqueeze(1);
        Tensor states = stack([.. strategy.InnerLayers.Select(layer => context.States(layer).index_select(0, rows))], 1);
        if (strategy.NormalizeInner)
            states = RmsNormalization.Apply(states, context.Model.Weights.FinalNorm, context.Model.Configuration.RmsNormEpsilon);
        Tensor logits = Divide(context.Head(states), LatentExploration.Temperature(context));
        Tensor chosen = logits.gather(2, ids.unsqueeze(1).expand(-1, strategy.Depth - 1, -1)) - logits.logsumexp(2, true);
        return cat([final.unsqueeze(1), chosen.to(ScalarType.Float64).exp()], 1);
    }

    private static Tensor Divide(Tensor logits, float temperature) => temperature == 1 ? logits : logits / temperature;
}
