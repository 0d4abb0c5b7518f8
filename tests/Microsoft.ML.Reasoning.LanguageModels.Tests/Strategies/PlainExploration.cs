using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Latent exploration as its definition reads, for one token: every layer's whole posterior first, then the gate.</summary>
internal sealed class PlainExploration
{
    /// <summary>Computes the distributions.</summary>
    /// <param name="layers">The logits of each layer, the final one first.</param>
    /// <param name="candidates">How many of the final layer's most probable tokens.</param>
    /// <param name="temperature">The temperature; 0 does not divide.</param>
    public PlainExploration(double[][] layers, int candidates, double temperature)
    {
        double[][] posteriors = [.. layers.Select(logits => TinyModel.Softmax(logits, temperature == 0 ? 1 : temperature))];
        Final = posteriors[0];
        TokenIds = [.. Enumerable.Range(0, Final.Length).OrderByDescending(token => layers[0][token]).Take(candidates).Order()];
        double[] sums = new double[candidates];
        double most = double.NegativeInfinity;
        for (int depth = 0; depth < layers.Length; depth++)
        {
            for (int i = 0; i < candidates; i++)
                sums[i] += Math.Max(posteriors[depth][TokenIds[i]], 1e-6);
            double[] mixture = Normalized(sums);
            double entropy = -mixture.Sum(share => share * Math.Log(Math.Max(share, 1e-9)));
            Entropies.Add(entropy);
            if (entropy > most + 1e-9)
                (most, Mixture, Depth) = (entropy, mixture, depth);
        }

        Alone = Normalized([.. TokenIds.Select(token => Final[token])]);
    }

    /// <summary>The final layer's probabilities.</summary>
    public double[] Final { get; }

    public int[] TokenIds { get; }

    public double[] Alone { get; }

    public double[] Mixture { get; } = [];

    public int Depth { get; }

    public List<double> Entropies { get; } = [];

    public double Best => Final.Max();

    /// <summary>The probabilities of the candidates over both outcomes of the gate.</summary>
    public double[] Marginal => [.. Alone.Zip(Mixture, (alone, mixed) => Best * alone + (1 - Best) * mixed)];

    /// <summary>The place of the candidate that a random number draws; null takes the greatest.</summary>
    public static int Pick(double[] weights, double? uniform)
    {
        if (uniform is null)
            return Array.IndexOf(weights, weights.Max());
        double sum = 0, total = weights.Sum();
        for (int i = 0; i < weights.Length; i++)
            if ((sum += weights[i]) > uniform * total)
                return i;
        return weights.Length - 1;
    }

    /// <summary>The logits [token][layer][vocabulary] that the layers gave before each token of a sample, by one pass without a cache.</summary>
    public static double[][][] Logits(CausalLanguageModel model, GeneratedSample sample, IReadOnlyList<int> layers, bool normalizeInner = false)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long[] ids = [.. sample.PromptTokenIds.Concat(sample.TokenIds).Select(id => (long)id)];
        ModelOutput output = model.Forward(new ModelInput(tensor(ids).unsqueeze(0)), layers: layers);
        int count = sample.TokenIds.Count;
        double[][][] byLayer =
        [
            .. layers.Select(layer =>
            {
                Tensor states = output.HiddenStates[layer].select(0, 0).narrow(0, sample.PromptTokenIds.Count - 1, count);
                if (normalizeInner && layer != model.Configuration.LayerCount)
                    states = states / (states.square().mean([-1L], true) + model.Configuration.RmsNormEpsilon).sqrt() * model.Parameters["model.norm.weight"];
                double[] flat = model.Logits(states).to(ScalarType.Float64).data<double>().ToArray();
                return flat.Chunk(flat.Length / count).ToArray();
            }),
        ];
        return [.. Enumerable.Range(0, count).Select(token => byLayer.Select(logits => logits[token]).ToArray())];
    }

    private static double[] Normalized(double[] weights)
    {
        double total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }
}
