using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which tokens each row's prompt and sample have, for the repetition penalty: true at [row, token].</summary>
internal sealed class TokenHistory(int capacity, int vocabulary, float penalty, Device device) : IDisposable
{
    private readonly Tensor seen = zeros([capacity, vocabulary], ScalarType.Bool, device).DetachFromDisposeScope();

    /// <summary>Rows begin with the tokens of their prompt.</summary>
    public void Begin(int row, int count, IReadOnlyList<int> tokenIds)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = seen.narrow(0, row, count);
        rows.fill_(false);
        rows.index_fill_(1, tensor(tokenIds.Distinct().Select(id => (long)id).ToArray(), device: seen.device), true);
    }

    /// <summary>The first rows were given a token each, int64 [rows].</summary>
    public void Add(Tensor tokenIds)
    {
        using DisposeScope scope = NewDisposeScope();
        seen.narrow(0, 0, tokenIds.shape[0]).scatter_(1, tokenIds.unsqueeze(1), ones_like(tokenIds, ScalarType.Bool).unsqueeze(1));
    }

    /// <summary>Overwrites a row with another.</summary>
    public void Move(int from, int to)
    {
        using DisposeScope scope = NewDisposeScope();
        if (from != to)
            seen.select(0, to).copy_(seen.select(0, from));
    }

    /// <summary>The logits of the first rows, those of tokens that they have multiplied where negative and divided where positive.</summary>
    public Tensor Penalize(Tensor logits)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor penalized = where(logits.lt(0), logits * penalty, logits / penalty);
        return where(seen.narrow(0, 0, logits.shape[0]), penalized, logits).MoveToOuterDisposeScope();
    }

    public void Dispose() => seen.Dispose();
}
