using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Attention of one new token to the tokens of its row.</summary>
internal sealed class RowAttention(int heads, int keyValueHeads, int headSize)
{
    private const int Lanes = 16;
    private const int HeadsAtOnce = 4;
    private readonly int group = heads / keyValueHeads;
    private readonly int valueWidth = RowCache.Padded(headSize);
    private readonly float[] scales = new float[HeadsAtOnce];
    private float[] scores = [];

    /// <summary>Mixes the values of a row's tokens.</summary>
    /// <param name="queries">[heads, head size], already divided by the square root of the head size.</param>
    /// <param name="cache">The row's keys and values.</param>
    /// <param name="first">The first token that is seen.</param>
    /// <param name="tokens">How many tokens there are, the new one included.</param>
    /// <param name="result">[heads, head size].</param>
    public void Mix(Span<float> queries, RowCache cache, int first, int tokens, Span<float> result)
    {
        int padded = (tokens + RowCache.Block - 1) / RowCache.Block * RowCache.Block;
        if (scores.Length < HeadsAtOnce * padded)
            scores = new float[HeadsAtOnce * cache.Capacity];
        for (int shared = 0; shared < keyValueHeads; shared++)
        {
            ref float keys = ref cache.Keys[shared * headSize * cache.Capacity];
            ref float values = ref cache.Values[shared * cache.Capacity * valueWidth];
            int head = shared * group, end = head + group;
            for (; head + HeadsAtOnce <= end; head += HeadsAtOnce)
            {
                Scores4(ref queries[head * headSize], ref keys, padded);
                for (int i = 0; i < HeadsAtOnce; i++)
                    scales[i] = Exponentiate(scores.AsSpan(i * padded, padded), first, tokens);
                Values4(ref values, tokens, padded, ref result[head * headSize]);
            }

            for (; head < end; head++)
            {
                Scores1(ref queries[head * headSize], ref keys, padded);
                scales[0] = Exponentiate(scores.AsSpan(0, padded), first, tokens);
                Values1(ref values, tokens, ref result[head * headSize]);
            }
        }
    }

    /// <summary>The numerators of the softmax over the tokens that are seen; the rest becomes 0. Returns one over their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Exponentiate(Span<float> scores, int seen, int tokens)
    {
        scores[..seen].Fill(float.NegativeInfinity);
        scores[tokens..].Fill(float.NegativeInfinity);
        ref float first = ref scores[0];
        Vector512<float> greatest = Vector512.LoadUnsafe(ref first);
        for (nuint i = Lanes; i < (nuint)scores.Length; i += Lanes)
            greatest = Vector512.Max(greatest, Vector512.LoadUnsafe(ref first, i));
        float top = float.NegativeInfinity;
        for (int lane = 0; lane < Lanes; lane++)
            top = Math.Max(top, greatest[lane]);
        Vector512<float> shift = Vector512.Create(top), sum = default;
        for (nuint i = 0; i < (nuint)scores.Length; i += Lanes)
        {
            Vector512<float> weight = Vector512.Exp(Vector512.LoadUnsafe(ref first, i) - shift);
            weight.StoreUnsafe(ref first, i);
            sum += weight;
        }

        return 1 / Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scores4(ref float queries, ref float keys, int padded)
    {
        ref float q1 = ref Unsafe.Add(ref queries, headSize), q2 = ref Unsafe.Add(ref queries, 2 * headSize);
        ref float q3 = ref Unsafe.Add(ref queries, 3 * headSize);
        ref float target = ref scores[0];
        for (int token = 0; token < padded; token += RowCache.Block)
        {
            ref float column = ref Unsafe.Add(ref keys, token * headSize);
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (nint i = 0; i < headSize; i++)
            {
                Vector512<float> u = Vector512.LoadUnsafe(ref column), v = Vector512.LoadUnsafe(ref column, Lanes);
                column = ref Unsafe.Add(ref column, RowCache.Block);
                Vector512<float> q = Vector512.Create(Unsafe.Add(ref queries, i));
                a0 = Vector512.FusedMultiplyAdd(q, u, a0);
                b0 = Vector512.FusedMultiplyAdd(q, v, b0);
                q = Vector512.Create(Unsafe.Add(ref q1, i));
                a1 = Vector512.FusedMultiplyAdd(q, u, a1);
                b1 = Vector512.FusedMultiplyAdd(q, v, b1);
                q = Vector512.Create(Unsafe.Add(ref q2, i));
                a2 = Vector512.FusedMultiplyAdd(q, u, a2);
                b2 = Vector512.FusedMultiplyAdd(q, v, b2);
                q = Vector512.Create(Unsafe.Add(ref q3, i));
                a3 = Vector512.FusedMultiplyAdd(q, u, a3);
                b3 = Vector512.FusedMultiplyAdd(q, v, b3);
            }

            nuint at = (nuint)token, row = (nuint)padded;
            a0.StoreUnsafe(ref target, at);
            b0.StoreUnsafe(ref target, at + Lanes);
            a1.StoreUnsafe(ref target, at + row);
            b1.StoreUnsafe(ref target, at + row + Lanes);
            a2.StoreUnsafe(ref target, at + 2 * row);
            b2.StoreUnsafe(ref target, at + 2 * row + Lanes);
            a3.StoreUnsafe(ref target, at + 3 * row);
            b3.StoreUnsafe(ref target, at + 3 * row + Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scores1(ref float queries, ref float keys, int padded)
    {
        ref float target = ref scores[0];
        for (int token = 0; token < padded; token += RowCache.Block)
        {
            ref float column = ref Unsafe.Add(ref keys, token * headSize);
            Vector512<float> a = default, b = default;
            for (nint i = 0; i < headSize; i++)
            {
                Vector512<float> q = Vector512.Create(Unsafe.Add(ref queries, i));
                a = Vector512.FusedMultiplyAdd(q, Vector512.LoadUnsafe(ref column), a);
                b = Vector512.FusedMultiplyAdd(q, Vector512.LoadUnsafe(ref column, Lanes), b);
                column = ref Unsafe.Add(ref column, RowCache.Block);
            }

            a.StoreUnsafe(ref target, (nuint)token);
            b.StoreUnsafe(ref target, (nuint)token + Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Values4(ref float values, int tokens, int padded, ref float result)
    {
        ref float p0 = ref scores[0], p1 = ref scores[padded], p2 = ref scores[2 * padded], p3 = ref scores[3 * padded];
        for (int block = 0; block < valueWidth; block += RowCache.Block)
        {
            ref float value = ref Unsafe.Add(ref values, block);
            Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (nint token = 0; token < tokens; token++)
            {
                Vector512<float> u = Vector512.LoadUnsafe(ref value), v = Vector512.LoadUnsafe(ref value, Lanes);
                value = ref Unsafe.Add(ref value, valueWidth);
                Vector512<float> p = Vector512.Create(Unsafe.Add(ref p0, token));
                a0 = Vector512.FusedMultiplyAdd(p, u, a0);
                b0 = Vector512.FusedMultiplyAdd(p, v, b0);
                p = Vector512.Create(Unsafe.Add(ref p1, token));
                a1 = Vector512.FusedMultiplyAdd(p, u, a1);
                b1 = Vector512.FusedMultiplyAdd(p, v, b1);
                p = Vector512.Create(Unsafe.Add(ref p2, token));
                a2 = Vector512.FusedMultiplyAdd(p, u, a2);
                b2 = Vector512.FusedMultiplyAdd(p, v, b2);
                p = Vector512.Create(Unsafe.Add(ref p3, token));
                a3 = Vector512.FusedMultiplyAdd(p, u, a3);
                b3 = Vector512.FusedMultiplyAdd(p, v, b3);
            }

            int width = Math.Min(RowCache.Block, headSize - block);
            Take(a0 * scales[0], b0 * scales[0], ref result, block, width);
            Take(a1 * scales[1], b1 * scales[1], ref result, headSize + block, width);
            Take(a2 * scales[2], b2 * scales[2], ref result, 2 * headSize + block, width);
            Take(a3 * scales[3], b3 * scales[3], ref result, 3 * headSize + block, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Values1(ref float values, int tokens, ref float result)
    {
        ref float p0 = ref scores[0];
        for (int block = 0; block < valueWidth; block += RowCache.Block)
        {
            ref float value = ref Unsafe.Add(ref values, block);
            Vector512<float> a = default, b = default;
            for (nint token = 0; token < tokens; token++)
            {
                Vector512<float> p = Vector512.Create(Unsafe.Add(ref p0, token));
                a = Vector512.FusedMultiplyAdd(p, Vector512.LoadUnsafe(ref value), a);
                b = Vector512.FusedMultiplyAdd(p, Vector512.LoadUnsafe(ref value, Lanes), b);
                value = ref Unsafe.Add(ref value, valueWidth);
            }

            Take(a * scales[0], b * scales[0], ref result, block, Math.Min(RowCache.Block, headSize - block));
        }
    }

    /// <summary>Stores the first <paramref name="width"/> of 32 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(Vector512<float> first, Vector512<float> second, ref float result, int offset, int width)
    {
        ref float target = ref Unsafe.Add(ref result, offset);
        if (width == RowCache.Block)
        {
            first.StoreUnsafe(ref target);
            second.StoreUnsafe(ref target, Lanes);
            return;
        }

        for (int i = 0; i < width; i++)
            Unsafe.Add(ref target, i) = i < Lanes ? first[i] : second[i - Lanes];
    }
}
