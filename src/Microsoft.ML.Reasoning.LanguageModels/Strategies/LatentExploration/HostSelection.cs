using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The greatest logits of a row in one reading, whose time is that of finding the single greatest.</summary>
internal static class HostSelection
{
    private const int Block = 256, Groups = 4;

    /// <summary>Selects as many logits as there is room for.</summary>
    /// <param name="row">The logits.</param>
    /// <param name="ids">Takes the tokens of the greatest logits in descending order; between equals the lowest comes first.</param>
    /// <param name="values">Takes these logits.</param>
    /// <param name="cells">Room for a sixteenth of the row.</param>
    public static void Select(ReadOnlySpan<float> row, Span<int> ids, Span<float> values, Span<float> cells)
    {
        if (Vector512.IsHardwareAccelerated)
            Select<Lanes512>(row, ids, values, cells);
        else
            Select<Lanes256>(row, ids, values, cells);
    }

    /// <inheritdoc cref="Select(ReadOnlySpan{float}, Span{int}, Span{float}, Span{float})"/>
    internal static void Select<TLanes>(ReadOnlySpan<float> row, Span<int> ids, Span<float> values, Span<float> cells)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> maxima = stackalloc float[Groups * TLanes.Count];
        maxima.Fill(float.NegativeInfinity);
        int blocks = row.Length / Block, found = 0;
        Maxima<TLanes>(row[..(blocks * Block)], cells, maxima);
        ReadOnlySpan<float> rest = row[(blocks * Block)..];
        for (int i = 0; i < rest.Length; i++)
            maxima[i % maxima.Length] = MathF.Max(maxima[i % maxima.Length], rest[i]);

        // Each maximum is another logit. As many as there are places are no smaller than this one: below it nothing is selected.
        float least = values.Length > maxima.Length ? float.NegativeInfinity : LeastOf(maxima, values);
        TLanes limit = TLanes.Broadcast(least);
        values.Fill(float.NegativeInfinity);
        for (int block = 0; block < blocks; block++)
            if (TLanes.AnyAtLeast(TLanes.Load(ref cells[block * TLanes.Count], 0), limit))
                found = Insert(row.Slice(block * Block, Block), block * Block, least, found, ids, values);
        Insert(rest, blocks * Block, least, found, ids, values);
    }

    /// <summary>
    /// The maxima of whole blocks, lane by lane: those of each block, [blocks, lanes], and those of the blocks whose numbers leave the same
    /// remainder, [groups, lanes].
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Maxima<TLanes>(ReadOnlySpan<float> row, Span<float> cells, Span<float> maxima)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int begin = 0, block = 0; begin < row.Length; begin += Block, block++)
        {
            ref float first = ref Unsafe.AsRef(in row[begin]);
            TLanes even = TLanes.Load(ref first, 0), odd = TLanes.Load(ref first, TLanes.Count);
            for (int i = 2 * TLanes.Count; i < Block; i += 2 * TLanes.Count)
            {
                even = TLanes.Max(even, TLanes.Load(ref first, i));
                odd = TLanes.Max(odd, TLanes.Load(ref first, i + TLanes.Count));
            }

            TLanes all = TLanes.Max(even, odd);
            all.Store(ref cells[block * TLanes.Count], 0);
            ref float group = ref maxima[block % Groups * TLanes.Count];
            TLanes.Max(TLanes.Load(ref group, 0), all).Store(ref group, 0);
        }
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
