namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Merges the symbols of one piece: always the pair of lowest rank, the leftmost of equals. The symbols form a linked list and
/// the pairs a heap, so that a piece of n symbols costs n log n, however long it is.
/// </summary>
internal static class BytePairMerger
{
    private const int None = -1;

    public static BytePairSymbol[] Merge(List<BytePairSymbol> symbols, MergeTable merges)
    {
        Link[] links = new Link[symbols.Count];
        PriorityQueue<int, long> queue = new(symbols.Count);
        for (int i = 0; i < links.Length; i++)
            links[i] = new Link { Symbol = symbols[i], Previous = i - 1, Next = i + 1 < links.Length ? i + 1 : None };
        for (int i = 0; i < links.Length; i++)
            Offer(links, i, merges, queue);

        int count = links.Length;
        while (queue.TryDequeue(out int at, out long priority))
        {
            ref Link left = ref links[at];
            // A pair that changed since it was offered has another rank now.
            if (left.Rank != (int)(priority >> 32))
                continue;
            ref Link right = ref links[left.Next];
            left.Symbol = new BytePairSymbol(left.Merged, left.Symbol.Start, left.Symbol.Length + right.Symbol.Length);
            left.Next = right.Next;
            right.Rank = MergeTable.Never;
            right.Previous = None;
            right.IsMerged = true;
            if (left.Next != None)
                links[left.Next].Previous = at;
            count--;
            Offer(links, at, merges, queue);
            if (left.Previous != None)
                Offer(links, left.Previous, merges, queue);
        }

        BytePairSymbol[] result = new BytePairSymbol[count];
        int written = 0;
        foreach (ref readonly Link link in links.AsSpan())
            if (!link.IsMerged)
                result[written++] = link.Symbol;
        return result;
    }

    private static void Offer(Link[] links, int at, MergeTable merges, PriorityQueue<int, long> queue)
    {
        ref Link link = ref links[at];
        link.Rank = link.Next == None
            ? MergeTable.Never
            : merges.Rank(link.Symbol.Id, links[link.Next].Symbol.Id, out link.Merged);
        if (link.Rank != MergeTable.Never)
            queue.Enqueue(at, (long)link.Rank << 32 | (uint)at);
    }

    private struct Link
    {
        public BytePairSymbol Symbol;
        public int Previous;
        public int Next;

        // Of the pair that begins here: its rank, and what it becomes.
        public int Rank;
        public int Merged;
        public bool IsMerged;
    }
}
