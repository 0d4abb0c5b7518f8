namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Where no merge can ever cross: between two code points that meet in no merge. A long text without splits (SentencePiece has none)
/// falls into short pieces there, which are encoded on their own with the same result, and come again, so that they are cached.
/// </summary>
internal sealed class MergeBoundaries
{
    private readonly HashSet<ulong> _meeting = [];

    private MergeBoundaries()
    {
    }

    /// <summary>For a model in which every code point is a token or falls back to bytes; null where bytes are merged too.</summary>
    public static MergeBoundaries? Of(Dictionary<string, int> vocabulary, MergeTable merges, int[] byteIds)
    {
        HashSet<int> bytes = [.. byteIds];
        Dictionary<int, string> tokens = [];
        foreach ((string token, int id) in vocabulary)
            tokens[id] = token;
        MergeBoundaries boundaries = new();
        foreach ((int left, int right) in merges.Pairs)
        {
            if (bytes.Contains(left) || bytes.Contains(right))
                return null;
            string before = WellFormedText.Of(tokens[left]), after = WellFormedText.Of(tokens[right]);
            if (before.Length == 0 || after.Length == 0)
                continue;
            int last = CodePoint.At(before, CodePoint.Before(before, before.Length), out _);
            boundaries._meeting.Add(Key(last, CodePoint.At(after, 0, out _)));
        }
        return boundaries;
    }

    /// <summary>Where the piece that begins at <paramref name="start"/> ends.</summary>
    public int Next(ReadOnlySpan<char> text, int start)
    {
        int before = CodePoint.At(text, start, out int length);
        for (int i = start + length; i < text.Length; i += length)
        {
            int after = CodePoint.At(text, i, out length);
            if (!_meeting.Contains(Key(before, after)))
                return i;
            before = after;
        }
        return text.Length;
    }

    private static ulong Key(int before, int after) => (ulong)(uint)before << 32 | (uint)after;
}
