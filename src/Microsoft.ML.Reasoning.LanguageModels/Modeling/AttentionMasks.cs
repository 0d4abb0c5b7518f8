using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// What is added to attention scores so that a token sees neither padding nor the future; null where it may see everything.
/// </summary>
/// <param name="Full">For layers that look back without limit, broadcastable to [batch, heads, group, tokens, keys].</param>
/// <param name="Windowed">For layers with a sliding window.</param>
internal sealed record AttentionMasks(Tensor? Full, Tensor? Windowed)
{
    // Large enough to leave no probability, and finite: a row that may see nothing sees everything equally, without NaN.
    private const float Hidden = -1e30f;

    /// <param name="attentionMask">Which keys are real, [batch, start + tokens], or null.</param>
    /// <param name="start">How many keys come before the tokens.</param>
    /// <param name="tokens">How many tokens are computed.</param>
    /// <param name="window">The sliding window, if a layer has one.</param>
    /// <param name="precision">The precision of the scores.</param>
    /// <param name="device">The device of the scores.</param>
    public static AttentionMasks Of(Tensor? attentionMask, int start, int tokens, int? window, ScalarType precision, Device device)
    {
        int keys = start + tokens;
        bool limited = window is { } most && keys > most;
        Tensor? hidden = attentionMask?.eq(0).reshape(-1, 1, 1, 1, keys);
        Tensor? outside = null;
        if (tokens > 1 || limited)
        {
            // How far back each key lies from each token.
            Tensor distance = arange(start, keys, ScalarType.Int64, device).unsqueeze(1) - arange(keys, ScalarType.Int64, device);
            if (tokens > 1)
                hidden = Either(hidden, distance.lt(0));
            if (limited)
                outside = Either(hidden, distance.ge(window!.Value));
        }

        Tensor? full = Added(hidden, precision);
        return new AttentionMasks(full, limited ? Added(outside, precision) : full);
    }

    private static Tensor Either(Tensor? first, Tensor second) => first is null ? second : first.logical_or(second);

    private static Tensor? Added(Tensor? hidden, ScalarType precision) =>
        hidden is null ? null : zeros(hidden.shape, precision, hidden.device).masked_fill_(hidden, Hidden);
}
