using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Attention of one new token to the tokens of its row.</summary>
internal interface IRowAttention
{
    /// <summary>The one for the widest registers of this processor.</summary>
    static IRowAttention Create(int heads, int keyValueHeads, int headSize) => Vector512.IsHardwareAccelerated
        ? new RowAttention<Lanes512>(heads, keyValueHeads, headSize)
        : new RowAttention<Lanes256>(heads, keyValueHeads, headSize);

    /// <summary>Mixes the values of a row's tokens.</summary>
    /// <param name="queries">[heads, head size], already divided by the square root of the head size.</param>
    /// <param name="cache">The row's keys and values.</param>
    /// <param name="first">The first token that is seen.</param>
    /// <param name="tokens">How many tokens there are, the new one included.</param>
    /// <param name="result">[heads, head size].</param>
    void Mix(Span<float> queries, RowCache cache, int first, int tokens, Span<float> result);
}
