namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Keeps the packed weights of a model from one call to the next, as long as its weights are the same.</summary>
/// <remarks>
/// Weights are tensors that anybody may write to, so they are not asked whether they changed but looked at: reading them once takes
/// a small part of the time of packing them. While gradients are enabled the next call will find other weights, and nothing is kept.
/// </remarks>
internal sealed class HostWeightsCache(CausalLanguageModel model)
{
    private readonly Lock gate = new();
    private HostWeights? packed;
    private uint[] fingerprint = [];

    /// <summary>The weights as they are now, packed.</summary>
    public HostWeights Get()
    {
        lock (gate)
        {
            uint[] now = Fingerprint.Of(model.Weights.Values.bytes);
            if (packed is not null && now.AsSpan().SequenceEqual(fingerprint))
                return packed;
            // The old ones go before the new ones come.
            packed = null;
            var weights = new HostWeights(model);
            if (model.Weights.Gradients is null)
                (packed, fingerprint) = (weights, now);
            return weights;
        }
    }
}
