using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Latent exploration on logits and states in the host's memory: one step of a batch.</summary>
internal sealed class HostLatentExploration(LatentExploration strategy, DecodingContext context, HostLogits logits)
{
    // Fewer logits are done before a second thread has begun.
    private const long LeastToShare = 1 << 16;

    private readonly int rows = context.Rows.Count;
    private readonly int count = strategy.Candidates;
    private readonly int depth = strategy.Depth;
    private readonly bool greedy = context.Settings.Temperature == 0;
    private readonly float temperature = LatentExploration.Temperature(context);

    /// <summary>Chooses a token for each row.</summary>
    /// <param name="thinking">Which rows may explore; null: all.</param>
    public DecodingChoice Choose(bool[]? thinking)
    {
        int threads = (long)rows * logits.Vocabulary < LeastToShare ? 1 : get_num_threads();
        var candidates = new HostCandidates(logits, rows, count, temperature, threads);
        bool[] open = Gate(candidates.Best, thinking);
        int[] looking = [.. Enumerable.Range(0, rows).Where(row => strategy.IsMarginal ? thinking?[row] != false : open[row])];
        double[] mixtures = new double[rows * count];
        float[] depths = new float[rows], entropies = new float[depth * rows];
        Array.Fill(depths, -1);
        Array.Fill(entropies, float.NaN);
        if (looking.Length > 0)
            Mix(candidates, looking, mixtures, depths, entropies);
        for (int row = 0; row < rows; row++)
            if (!open[row])
                depths[row] = -1;
        return Draw(candidates, open, thinking, mixtures, depths, entropies);
    }

    private bool[] Gate(double[] best, bool[]? thinking)
    {
        double[]? uniforms = greedy || !strategy.Exploit ? null : context.HostUniforms(RandomPurpose.Gate);
        bool[] open = new bool[rows];
        for (int row = 0; row < rows; row++)
            open[row] = thinking?[row] != false
                && (!strategy.Exploit || (uniforms is null ? best[row] < 0.5 : uniforms[row] < 1 - best[row]));
        return open;
    }

    private void Mix(HostCandidates candidates, int[] looking, double[] mixtures, float[] depths, float[] entropies)
    {
        double[] inner = Inner(candidates, looking);
        double[] all = new double[depth * count];
        float[] rowEntropies = new float[depth];
        for (int i = 0; i < looking.Length; i++)
        {
            int row = looking[i];
            candidates.Probabilities.AsSpan(row * count, count).CopyTo(all);
            for (int j = 0; j < inner.Length / looking.Length; j++)
                all[count + j] = Math.Exp(inner[i * (depth - 1) * count + j]);
            depths[row] = LatentMixture.Choose(all, mixtures.AsSpan(row * count, count), rowEntropies);
            for (int layer = 0; layer < depth; layer++)
                entropies[layer * rows + row] = rowEntropies[layer];
        }
    }

    /// <summary>The log-probabilities [looking rows, inner layers, candidates]: one product with the head.</summary>
    private double[] Inner(HostCandidates candidates, int[] looking)
    {
        if (depth == 1)
            return [];
        int width = logits.Head.Width, inner = looking.Length * (depth - 1);
        float[] states = new float[HostHead.Padded(inner) * width];
        int[] ids = new int[looking.Length * count];
        for (int i = 0; i < looking.Length; i++)
        {
            candidates.TokenIds.AsSpan(looking[i] * count, count).CopyTo(ids.AsSpan(i * count));
            for (int layer = 0; layer < depth - 1; layer++)
                logits.States(strategy.InnerLayers[layer]).AsSpan(looking[i] * width, width)
                    .CopyTo(states.AsSpan((i * (depth - 1) + layer) * width));
        }

        if (strategy.NormalizeInner)
            logits.Head.Normalize(states.AsSpan(0, inner * width));
        return logits.Head.LogProbabilities(states, inner, temperature, ids, looking.Length, get_num_threads());
    }

    private DecodingChoice Draw(
        HostCandidates candidates, bool[] open, bool[]? thinking, double[] mixtures, float[] depths, float[] entropies)
    {
        double[]? uniforms = greedy ? null : context.HostUniforms(RandomPurpose.Token);
        long[] tokens = new long[rows];
        float[] logProbabilities = new float[rows], behaviour = new float[rows], explored = new float[rows], thinks = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> alone = candidates.Probabilities.AsSpan(row * count, count), mixture = mixtures.AsSpan(row * count, count);
            int drawn = Pick(open[row] ? mixture : alone, uniforms?[row]);
            tokens[row] = candidates.TokenIds[row * count + drawn];
            logProbabilities[row] = (float)candidates.LogProbabilities[row * count + drawn];
            bool mayExplore = thinking?[row] != false;
            explored[row] = open[row] ? 1 : 0;
            thinks[row] = mayExplore ? 1 : 0;
            if (greedy)
                continue;
            double exploits = strategy.IsMarginal && mayExplore && strategy.Exploit ? candidates.Best[row] : open[row] ? 0 : 1;
            behaviour[row] = (float)Math.Log(
                (exploits > 0 ? exploits * alone[drawn] / Sum(alone) : 0) + (exploits < 1 ? (1 - exploits) * mixture[drawn] : 0));
        }

        var records = new Dictionary<string, float[]>
        {
            [LatentExplorationRecords.Explored] = explored,
            [LatentExplorationRecords.Depth] = depths,
            [LatentExplorationRecords.Thinking] = thinks,
        };
        for (int layer = 0; layer < depth; layer++)
            records[LatentExplorationRecords.Entropy(layer)] = entropies[(layer * rows)..((layer + 1) * rows)];
        return new DecodingChoice
        {
            TokenIds = tensor(tokens),
            LogProbabilities = tensor(logProbabilities),
            BehaviourLogProbabilities = tensor(behaviour),
            HostRecords = records,
        };
    }

    /// <summary>The first candidate whose cumulative weight exceeds the random number; without one, that of the greatest weight.</summary>
    private static int Pick(ReadOnlySpan<double> weights, double? uniform)
    {
        int picked = 0;
        if (uniform is null)
        {
            for (int i = 1; i < weights.Length; i++)
                if (weights[i] > weights[picked])
                    picked = i;
            return picked;
        }

        double total = Sum(weights), threshold = Math.Min(uniform.Value * total, Math.BitDecrement(total)), before = 0;
        for (int i = 0; i < weights.Length && before <= threshold; i++)
        {
            if (weights[i] == 0)
                continue;
            picked = i;
            before += weights[i];
        }

        return picked;
    }

    private static double Sum(ReadOnlySpan<double> weights)
    {
        double total = 0;
        foreach (double weight in weights)
            total += weight;
        return total;
    }
}
