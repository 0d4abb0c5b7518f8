namespace Microsoft.ML.Reasoning;

/// <summary>How much texts repeat each other and themselves, in words: runs of characters that are no white space.</summary>
internal static class TextSimilarity
{
    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>ROUGE-L: the F1 of the longest common subsequence; two texts without a word are equal.</summary>
    public static double RougeL(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        a.Count + b.Count == 0 ? 1 : 2.0 * LongestCommonSubsequence(a, b) / (a.Count + b.Count);

    /// <summary>The share of the sequences of <paramref name="length"/> words that have occurred before; 0 where there are none.</summary>
    public static double Repetition(IReadOnlyList<string> words, int length = 4)
    {
        int total = words.Count - length + 1;
        if (total <= 0)
            return 0;
        // A word has no white space in it, so a space cannot be mistaken for a part of one.
        int distinct = Enumerable.Range(0, total).Select(first => string.Join(' ', words.Skip(first).Take(length))).Distinct().Count();
        return 1 - (double)distinct / total;
    }

    /// <summary>
    /// 64 words of <paramref name="a"/> at a time (H. Hyyrö, "Bit-parallel LCS-length computation revisited", 2004): a bit that became
    /// 0 is a place where the common subsequence grew.
    /// </summary>
    public static int LongestCommonSubsequence(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        int blocks = (a.Count + 63) / 64;
        var places = new Dictionary<string, ulong[]>();
        for (int i = 0; i < a.Count; i++)
        {
            if (!places.TryGetValue(a[i], out ulong[]? bits))
                places[a[i]] = bits = new ulong[blocks];
            bits[i / 64] |= 1UL << (i % 64);
        }

        var rows = new ulong[blocks];
        Array.Fill(rows, ulong.MaxValue);
        foreach (string word in b)
        {
            if (!places.TryGetValue(word, out ulong[]? bits))
                continue;
            ulong carry = 0;
            for (int block = 0; block < blocks; block++)
            {
                ulong row = rows[block], matches = row & bits[block], sum = row + matches, carried = sum + carry;
                carry = (sum < row ? 1UL : 0) | (carried < sum ? 1UL : 0);
                rows[block] = carried | (row & ~bits[block]);
            }
        }

        int zeros = rows.Sum(row => 64 - System.Numerics.BitOperations.PopCount(row));
        return zeros;
    }
}
