using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary><see cref="DolaDecoding"/> for one model.</summary>
internal sealed class Dola(string name, int[] layers, float relativeTop) : IDecodingStrategy
{
    /// <summary>The record of the layer that was contrasted with.</summary>
    public const string LayerRecord = "dola.layer";

    // What the reference puts in the place of the inner layer's log-probability of a token that cannot be drawn.
    private const float InnerFiller = -1e-3f;

    public string Name => name;

    public IReadOnlyList<int> Layers(int layerCount) => layers;

    public DecodingChoice Choose(DecodingContext context)
    {
        GenerationSettings settings = context.Settings;
        float temperature = settings.Temperature == 0 ? 1 : settings.Temperature;
        Tensor final = context.Logits / temperature;
        Tensor inner = context.Head(stack([.. layers.Select(context.States)], 1)) / temperature;
        Tensor chosen = layers.Length == 1 ? zeros(final.shape[0], ScalarType.Int64, device: final.device) : Divergence(final, inner).argmax(1);
        Tensor contrast = Contrast(
            final, inner.gather(1, chosen.view(-1, 1, 1).expand(-1, 1, final.shape[1])).squeeze(1), relativeTop);
        if (context.Penalty is not null)
            contrast = context.Penalty(contrast);
        Tensor tokens, behaviour;
        if (settings.Temperature == 0)
        {
            tokens = contrast.argmax(1);
            behaviour = zeros(tokens.shape[0], device: final.device);
        }
        else
        {
            Tensor weights = contrast.softmax(1);
            if (settings.TopK > 0 || settings.TopP < 1 || settings.MinP > 0)
                weights = SamplingDecoding.Restrict(weights, settings.TopK, settings.TopP, settings.MinP);
            tokens = InverseTransform.Draw(weights, context.Uniforms(RandomPurpose.Token));
            behaviour = (weights.gather(1, tokens.unsqueeze(1)).squeeze(1) / weights.sum(1)).log();
        }

        return new DecodingChoice
        {
            TokenIds = tokens,
            LogProbabilities = final.log_softmax(1).gather(1, tokens.unsqueeze(1)).squeeze(1),
            BehaviourLogProbabilities = behaviour,
            Records = new Dictionary<string, Tensor>
            {
                [LayerRecord] = tensor(layers.Select(layer => (float)layer).ToArray(), device: final.device).index_select(0, chosen),
            },
        };
    }

    /// <summary>How much each layer differs from the final one: the Jensen-Shannon divergence, as a mean over the vocabulary.</summary>
    /// <param name="final">[rows, vocabulary].</param>
    /// <param name="inner">[rows, layers, vocabulary].</param>
    /// <returns>[rows, layers].</returns>
    public static Tensor Divergence(Tensor final, Tensor inner)
    {
        Tensor mature = final.log_softmax(1).unsqueeze(1), premature = inner.log_softmax(2);
        Tensor mean = (mature.exp() + premature.exp()) * 0.5;
        Tensor logMean = mean.log();
        // Where both are 0 their logarithms are not numbers one can subtract; nothing differs there.
        Tensor both = mean.xlogy(mean) - mean * (mature + premature) * 0.5;
        return where(logMean.isfinite(), both, zeros_like(both)).mean([2L]);
    }

    /// <summary>The difference of the log-probabilities where the final layer finds a token likely, else minus infinity.</summary>
    /// <param name="final">[rows, vocabulary].</param>
    /// <param name="inner">[rows, vocabulary].</param>
    /// <param name="relativeTop">The least share of the greatest probability.</param>
    public static Tensor Contrast(Tensor final, Tensor inner, float relativeTop)
    {
        Tensor mature = final.log_softmax(1);
        Tensor unlikely = mature.lt(mature.max(1, true).values + Math.Log(relativeTop));
        return mature.masked_fill(unlikely, float.NegativeInfinity) - inner.log_softmax(1).masked_fill(unlikely, InnerFiller);
    }
}
