using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Attention of one new token to the tokens of its row.</summary>
internal sealed class RowAttention<TLanes>(int heads, int keyValueHeads, int headSize) : IRowAttention
    where TLanes : struct, ILanes<TLanes>
{
    private const int HeadsAtOnce = 4;
    private readonly int group = heads / keyValueHeads;
    private readonly int valueWidth = RowCache.Padded(headSize);
    private readonly float[] scales = new float[HeadsAtOnce];
    private readonly float[] partial = new float[RowCache.Block];
    private float[] scores = [];

    /// <inheritdoc/>
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
            for (; head + 1 < end; head += HeadsAtOnce)
            {
                // Two or three heads take the time of four, which is less than theirs one after the other.
                int count = Math.Min(HeadsAtOnce, end - head);
                Scores4(ref queries[head * headSize], ref keys, padded, count);
                for (int i = 0; i < count; i++)
                    scales[i] = Exponentiate(scores.AsSpan(i * padded, padded), first, tokens);
                Values4(ref values, tokens, padded, ref result[head * headSize], count);
            }

            if (head < end)
            {
                Scores1(ref queries[head * headSize], ref keys, padded);
                scales[0] = Exponentiate(scores.AsSpan(0, padded), first, tokens);
                Values1(ref values, tokens, ref result[head * headSize]);
            }
        }
    }

    /// <summary>The numerators of the softmax over the tokens that are seen; the rest becomes 0. Returns one over their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Exponentiate(Span<float> scores, int seen, int tokens)
    {
        scores[..seen].Fill(float.NegativeInfinity);
        scores[tokens..].Fill(float.NegativeInfinity);
        ref float first = ref scores[0];
        TLanes greatest = TLanes.Load(ref first, 0);
        for (int i = TLanes.Count; i < scores.Length; i += TLanes.Count)
            greatest = TLanes.Max(greatest, TLanes.Load(ref first, i));
        greatest.Store(ref partial[0], 0);
        float top = partial[0];
        for (int lane = 1; lane < TLanes.Count; lane++)
            top = Math.Max(top, partial[lane]);
        TLanes shift = TLanes.Broadcast(top), sum = default;
        for (int i = 0; i < scores.Length; i += TLanes.Count)
        {
            TLanes weight = TLanes.Exp(TLanes.Load(ref first, i) - shift);
            weight.Store(ref first, i);
            sum += weight;
        }

        return 1 / TLanes.Sum(sum);
    }

    /// <summary>Where the keys of a token begin, from the head's first.</summary>
    private int KeyOffset(int token) => token / RowCache.Block * RowCache.Block * headSize + token % RowCache.Block;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scores4(ref float queries, ref float keys, int padded, int count)
    {
        ref float q1 = ref Unsafe.Add(ref queries, headSize), q2 = ref Unsafe.Add(ref queries, Math.Min(2, count - 1) * headSize);
        ref float q3 = ref Unsafe.Add(ref queries, Math.Min(3, count - 1) * headSize);
        ref float target = ref scores[0];
        for (int token = 0; token < padded; token += 2 * TLanes.Count)
        {
            ref float column = ref Unsafe.Add(ref keys, KeyOffset(token));
            TLanes a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (nint i = 0; i < headSize; i++)
            {
                TLanes u = TLanes.Load(ref column, 0), v = TLanes.Load(ref column, TLanes.Count);
                column = ref Unsafe.Add(ref column, RowCache.Block);
                TLanes q = TLanes.Broadcast(Unsafe.Add(ref queries, i));
                a0 = TLanes.MultiplyAdd(q, u, a0);
                b0 = TLanes.MultiplyAdd(q, v, b0);
                q = TLanes.Broadcast(Unsafe.Add(ref q1, i));
                a1 = TLanes.MultiplyAdd(q, u, a1);
                b1 = TLanes.MultiplyAdd(q, v, b1);
                q = TLanes.Broadcast(Unsafe.Add(ref q2, i));
                a2 = TLanes.MultiplyAdd(q, u, a2);
                b2 = TLanes.MultiplyAdd(q, v, b2);
                q = TLanes.Broadcast(Unsafe.Add(ref q3, i));
                a3 = TLanes.MultiplyAdd(q, u, a3);
                b3 = TLanes.MultiplyAdd(q, v, b3);
            }

            Store(a0, b0, ref target, token);
            Store(a1, b1, ref target, token + padded);
            Store(a2, b2, ref target, token + 2 * padded);
            Store(a3, b3, ref target, token + 3 * padded);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scores1(ref float queries, ref float keys, int padded)
    {
        ref float target = ref scores[0];
        for (int token = 0; token < padded; token += 2 * TLanes.Count)
        {
            ref float column = ref Unsafe.Add(ref keys, KeyOffset(token));
            TLanes a = default, b = default;
            for (nint i = 0; i < headSize; i++)
            {
                TLanes q = TLanes.Broadcast(Unsafe.Add(ref queries, i));
                a = TLanes.MultiplyAdd(q, TLanes.Load(ref column, 0), a);
                b = TLanes.MultiplyAdd(q, TLanes.Load(ref column, TLanes.Count), b);
                column = ref Unsafe.Add(ref column, RowCache.Block);
            }

            Store(a, b, ref target, token);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Values4(ref float values, int tokens, int padded, ref float result, int count)
    {
        ref float p0 = ref scores[0], p1 = ref scores[padded], p2 = ref scores[Math.Min(2, count - 1) * padded];
        ref float p3 = ref scores[Math.Min(3, count - 1) * padded];
        for (int start = 0; start < headSize; start += 2 * TLanes.Count)
        {
            ref float value = ref Unsafe.Add(ref values, start);
            TLanes a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
            for (nint token = 0; token < tokens; token++)
            {
                TLanes u = TLanes.Load(ref value, 0), v = TLanes.Load(ref value, TLanes.Count);
                value = ref Unsafe.Add(ref value, valueWidth);
                TLanes p = TLanes.Broadcast(Unsafe.Add(ref p0, token));
                a0 = TLanes.MultiplyAdd(p, u, a0);
                b0 = TLanes.MultiplyAdd(p, v, b0);
                p = TLanes.Broadcast(Unsafe.Add(ref p1, token));
                a1 = TLanes.MultiplyAdd(p, u, a1);
                b1 = TLanes.MultiplyAdd(p, v, b1);
                p = TLanes.Broadcast(Unsafe.Add(ref p2, token));
                a2 = TLanes.MultiplyAdd(p, u, a2);
                b2 = TLanes.MultiplyAdd(p, v, b2);
                p = TLanes.Broadcast(Unsafe.Add(ref p3, token));
                a3 = TLanes.MultiplyAdd(p, u, a3);
                b3 = TLanes.MultiplyAdd(p, v, b3);
            }

            Take(a0, b0, 0, ref result, start);
            Take(a1, b1, 1, ref result, start);
            if (count > 2)
                Take(a2, b2, 2, ref result, start);
            if (count > 3)
                Take(a3, b3, 3, ref result, start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Values1(ref float values, int tokens, ref float result)
    {
        ref float p0 = ref scores[0];
        for (int start = 0; start < headSize; start += 2 * TLanes.Count)
        {
            ref float value = ref Unsafe.Add(ref values, start);
            TLanes a = default, b = default;
            for (nint token = 0; token < tokens; token++)
            {
                TLanes p = TLanes.Broadcast(Unsafe.Add(ref p0, token));
                a = TLanes.MultiplyAdd(p, TLanes.Load(ref value, 0), a);
                b = TLanes.MultiplyAdd(p, TLanes.Load(ref value, TLanes.Count), b);
                value = ref Unsafe.Add(ref value, valueWidth);
            }

            Take(a, b, 0, ref result, start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes first, TLanes second, ref float target, int offset)
    {
        first.Store(ref target, offset);
        second.Store(ref target, offset + TLanes.Count);
    }

    /// <summary>Scales the numbers of one of four heads and stores those that the head has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(TLanes first, TLanes second, int head, ref float result, int start)
    {
        TLanes scale = TLanes.Broadcast(scales[head]);
        ref float target = ref Unsafe.Add(ref result, head * headSize + start);
        if (headSize - start >= 2 * TLanes.Count)
        {
            Store(first * scale, second * scale, ref target, 0);
            return;
        }

        Store(first * scale, second * scale, ref partial[0], 0);
        for (int i = 0; i < headSize - start; i++)
            Unsafe.Add(ref target, i) = partial[i];
    }
}
