using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary><see cref="SoftThinkingDecoding"/> for one model.</summary>
/// <remarks>A row remembers how much of the end of thinking it has written, and for how many tokens it has been sure of itself.</remarks>
internal sealed class SoftThinking(SoftThinkingDecoding options, ThinkEnd thinkEnd, int? coldStopToken) : IDecodingStrategy
{
    /// <summary>The record of the candidates' entropy.</summary>
    public const string EntropyRecord = "soft.entropy";

    /// <summary>The record of whether the row was thinking.</summary>
    public const string ThinkingRecord = "soft.thinking";

    public string Name => options.Name;

    public int MemoryWidth => 2;

    public DecodingChoice Choose(DecodingContext context)
    {
        GenerationSettings settings = context.Settings;
        bool greedy = settings.Temperature == 0;
        Tensor ended = context.Memory!.select(1, 0), sure = context.Memory.select(1, 1);
        Tensor thinking = thinkEnd.Thinking(ended);
        Tensor probabilities = Softmax(context.Scores);
        Tensor weights = settings.TopK > 0 || settings.TopP < 1 || settings.MinP > 0
            ? SamplingDecoding.Restrict(probabilities, settings.TopK, settings.TopP, settings.MinP)
            : probabilities;
        (Tensor shares, Tensor ids) = topk(weights, options.Candidates, 1);
        shares = shares / shares.sum(1, true);
        Tensor entropy = -shares.xlogy(shares).sum(1);
        Tensor mixed = options.GumbelTemperature is { } temperature
            ? ((shares.log() + Gumbel(context)) / temperature).softmax(1)
            : shares;
        Tensor heaviest = mixed.argmax(1, true);
        Tensor token = ids.gather(1, heaviest).squeeze(1);
        Tensor drawn = greedy ? weights.argmax(1) : InverseTransform.Draw(weights, context.Uniforms(RandomPurpose.Token));
        sure.copy_(where(entropy.lt(options.ColdStopEntropy).logical_and(thinking), sure + 1, zeros_like(sure)));
        if (coldStopToken is { } end)
            token = token.masked_fill(sure.ge(options.ColdStopTokens), end);
        Tensor tokens = where(thinking, token, drawn);
        ended.copy_(thinkEnd.After(ended, tokens));
        // The end of thinking is read as the token that it is.
        Tensor soft = thinkEnd.Thinking(ended).unsqueeze(1);
        Tensor embedding = context.Model.Weights.Embedding;
        Tensor mean = (embedding.index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], -1) * mixed.unsqueeze(2).to(embedding.dtype)).sum(1L);
        Tensor index = tokens.unsqueeze(1);
        Tensor draw = (weights.gather(1, index).squeeze(1) / weights.sum(1)).log();
        // The heaviest of candidates with Gumbel noise falls as a draw by their shares would.
        Tensor think = options.GumbelTemperature is null ? zeros_like(draw) : shares.gather(1, heaviest).squeeze(1).log();
        return new DecodingChoice
        {
            TokenIds = tokens,
            LogProbabilities = Softmax(context.Logits).gather(1, index).squeeze(1).log(),
            BehaviourLogProbabilities = greedy ? zeros_like(draw) : where(thinking, think, draw),
            InputEmbeddings = where(soft, mean, embedding.index_select(0, tokens)),
            Records = new Dictionary<string, Tensor> { [EntropyRecord] = entropy, [ThinkingRecord] = thinking.to(ScalarType.Float32) },
        };

        Tensor Softmax(Tensor logits) => (greedy ? logits : logits / settings.Temperature).softmax(1);
    }

    /// <summary>Gumbel noise for each candidate of each row.</summary>
    private Tensor Gumbel(DecodingContext context)
    {
        int count = options.Candidates;
        float[] noise = new float[context.Rows.Count * count];
        for (int i = 0; i < noise.Length; i++)
        {
            DecodingRow row = context.Rows[i / count];
            var key = new RandomKey(context.Options.Seed, RandomPurpose.Noise, row.Row, row.Sample);
            double uniform = CounterRandom.Uniform(key, (uint)(row.Position * count + i % count));
            // Half a step above 0: its logarithm is finite.
            noise[i] = (float)-Math.Log(-Math.Log(Math.Max(uniform, 0.5 / (1ul << 53))));
        }

        return tensor(noise, [context.Rows.Count, count], device: context.Model.Device);
    }
}
