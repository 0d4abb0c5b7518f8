namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// How often each pair of neighbouring tokens occurs in the words, and in which words. The most frequent pair is the best;
/// among equals the one of smaller ids, so that nothing depends on the order of a hash table.
/// </summary>
internal sealed class PairCounts
{
    private readonly Dictionary<(int Left, int Right), long> _counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _words = [];
    private readonly PriorityQueue<(int Left, int Right), (long Descending, int Left, int Right)> _queue = new();

    public void Add((int Left, int Right) pair, long count, int word)
    {
        long total = _counts.GetValueOrDefault(pair) + count;
        _counts[pair] = total;
        if (!_words.TryGetValue(pair, out HashSet<int>? words))
            _words[pair] = words = [];
        words.Add(word);
        // What is queued with an older count is recognised by that count when it comes out.
        _queue.Enqueue(pair, (-total, pair.Left, pair.Right));
    }

    public void Remove((int Left, int Right) pair, long count)
    {
        // A pair that was taken is no longer counted.
        if (!_counts.TryGetValue(pair, out long total))
            return;
        _counts[pair] = total -= count;
        _queue.Enqueue(pair, (-total, pair.Left, pair.Right));
    }

    /// <summary>The best pair and the words it is in; null where none occurs often enough.</summary>
    public ((int Left, int Right) Pair, int[] Words)? Take(int minimum)
    {
        while (_queue.TryDequeue(out (int Left, int Right) pair, out (long Descending, int Left, int Right) priority))
        {
            if (!_counts.TryGetValue(pair, out long count) || count != -priority.Descending)
                continue;
            if (count < minimum)
                return null;
            int[] words = [.. _words[pair].Order()];
            _counts.Remove(pair);
            _words.Remove(pair);
            return (pair, words);
        }
        return null;
    }
}
