using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The greatest logits of a row and the sum of their exponentials: two readings of the row, as sampling needs them too.</summary>
internal static class HostSelection
{
    private const int Accumulators = 4, Block = 256;

    /// <summary>Selects.</summary>
    /// <param name="row">The logits.</param>
    /// <param name="scale">One over the temperature.</param>
    /// <param name="ids">Takes the tokens of the greatest logits in descending order; between equals the lowest comes first.</param>
    /// <param name="values">Takes these logits.</param>
    /// <returns>The sum of exp((logit - greatest) * scale) over the row; not a number where a logit is none.</returns>
    public static double Select(ReadOnlySpan<float> row, float scale, Span<int> ids, Span<float> values) =>
        Vector512.IsHardwareAccelerated ? Select<Lanes512>(row, scale, ids, values) : Select<Lanes256>(row, scale, ids, values);

    /// <inheritdoc cref="Select(ReadOnlySpan{float}, float, Span{int}, Span{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Select<TLanes>(ReadOnlySpan<float> row, float scale, Span<int> ids, Span<float> values)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> maxima = stackalloc float[Accumulators * TLanes.Count];
        Maxima<TLanes>(row, maxima);
        // As many different logits as there are places are no smaller than this one: below it nothing can be among the greatest.
        float least = values.Length > maxima.Length ? float.NegativeInfinity : LeastOf(maxima, values), greatest = maxima[0];
        foreach (float value in maxima)
            greatest = MathF.Max(greatest, value);
        values.Fill(float.NegativeInfinity);
        TLanes shift = TLanes.Broadcast(greatest), factor = TLanes.Broadcast(scale), limit = TLanes.Broadcast(least);
        double total = 0;
        int found = 0;
        for (int i = 0; i < row.Length;)
        {
            // Blocks are summed in double precision: a vocabulary is long.
            int end = Math.Min(i + Block, row.Length);
            TLanes sum = default;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes logits = TLanes.Load(ref Unsafe.AsRef(in row[i]), 0);
                if (TLanes.AnyAtLeast(logits, limit))
                    found = Insert(row.Slice(i, TLanes.Count), i, least, found, ids, values);
                sum += TLanes.Exp((logits - shift) * factor);
            }

            total += TLanes.Sum(sum);
            if (i == end)
                continue;
            found = Insert(row[i..end], i, least, found, ids, values);
            for (; i < end; i++)
                total += MathF.Exp((row[i] - greatest) * scale);
        }

        return total;
    }

    /// <summary>The greatest logit of each class of indexes that leave the same remainder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Maxima<TLanes>(ReadOnlySpan<float> row, Span<float> maxima)
        where TLanes : struct, ILanes<TLanes>
    {
        int count = TLanes.Count, i = 0;
        TLanes a = TLanes.Broadcast(float.NegativeInfinity), b = a, c = a, d = a;
        for (; i + maxima.Length <= row.Length; i += maxima.Length)
        {
            ref float first = ref Unsafe.AsRef(in row[i]);
            a = TLanes.Max(a, TLanes.Load(ref first, 0));
            b = TLanes.Max(b, TLanes.Load(ref first, count));
            c = TLanes.Max(c, TLanes.Load(ref first, 2 * count));
            d = TLanes.Max(d, TLanes.Load(ref first, 3 * count));
        }

        a.Store(ref maxima[0], 0);
        b.Store(ref maxima[0], count);
        c.Store(ref maxima[0], 2 * count);
        d.Store(ref maxima[0], 3 * count);
        for (int lane = 0; i < row.Length; i++, lane++)
            maxima[lane] = MathF.Max(maxima[lane], row[i]);
    }

    /// <summary>The smallest of the greatest numbers, as many as there is room for.</summary>
    private static float LeastOf(ReadOnlySpan<float> numbers, Span<float> room)
    {
        room.Fill(float.NegativeInfinity);
        foreach (float number in numbers)
        {
            if (!(number > room[^1]))
                continue;
            int place = room.Length - 1;
            for (; place > 0 && room[place - 1] < number; place--)
                room[place] = room[place - 1];
            room[place] = number;
        }

        return room[^1];
    }

    private static int Insert(ReadOnlySpan<float> part, int first, float least, int found, Span<int> ids, Span<float> values)
    {
        for (int i = 0; i < part.Length; i++)
        {
            float value = part[i];
            if (found < ids.Length ? value < least : !(value > values[^1]))
                continue;
            found = Math.Min(found + 1, ids.Length);
            int place = found - 1;
            for (; place > 0 && values[place - 1] < value; place--)
                (values[place], ids[place]) = (values[place - 1], ids[place - 1]);
            (values[place], ids[place]) = (value, first + i);
        }

        return found;
    }
}
