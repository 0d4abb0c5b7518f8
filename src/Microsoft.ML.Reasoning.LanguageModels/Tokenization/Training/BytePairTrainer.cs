using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Learns merges: the most frequent pair of neighbouring tokens becomes a token, again and again. Only the words in which that pair
/// occurs are looked at.
/// </summary>
internal static class BytePairTrainer
{
    /// <summary>The split pattern that tokenizers of the Qwen2 kind have: words with their leading space, digits one by one.</summary>
    public const string SplitPattern =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static TrainedVocabulary Train(IEnumerable<string> texts, TokenizerTrainingOptions options)
    {
        options.Validate();
        (int[] Tokens, long Count)[] words = CountWords(texts, options.SpecialTokens);
        PairCounts pairs = new();
        for (int word = 0; word < words.Length; word++)
            for (int i = 1; i < words[word].Tokens.Length; i++)
                pairs.Add((words[word].Tokens[i - 1], words[word].Tokens[i]), words[word].Count, word);

        List<string> tokens = [.. Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharacterOf((byte)value).ToString())];
        Dictionary<string, int> ids = tokens.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        List<(string Left, string Right)> merges = [];
        while (tokens.Count + options.SpecialTokens.Count < options.VocabularySize
            && pairs.Take(options.MinimumFrequency) is var (pair, places))
        {
            string merged = tokens[pair.Left] + tokens[pair.Right];
            if (options.SpecialTokens.Contains(merged))
                continue;
            // Two pairs may give the same text: then they give the same token.
            if (ids.TryAdd(merged, tokens.Count))
                tokens.Add(merged);
            merges.Add((tokens[pair.Left], tokens[pair.Right]));
            foreach (int word in places)
                words[word].Tokens = Merge(words[word], word, pair, ids[merged], pairs);
        }
        return new TrainedVocabulary(tokens, merges);
    }

    private static (int[] Tokens, long Count)[] CountWords(IEnumerable<string> texts, IReadOnlyList<string> specialTokens)
    {
        AddedTokenMatcher special = new(specialTokens.Select(
            (content, id) => (content, new AddedToken(id, content, false, false, false, false, Special: true))));
        PatternSplitter splitter = new(new TextPattern(SplitPattern));
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        List<TextSegment> segments = [], pieces = [];
        foreach (string text in texts)
        {
            segments.Clear();
            special.Split(new TextSegment(WellFormedText.Of(text).AsMemory(), AtStart: true), segments);
            pieces.Clear();
            foreach (TextSegment segment in segments)
                if (!segment.IsToken)
                    splitter.Split(segment, pieces);
            foreach (TextSegment piece in pieces)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, piece.Text.ToString(), out _)++;
        }
        return [.. counts.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (Array.ConvertAll(Encoding.UTF8.GetBytes(entry.Key), value => (int)value), entry.Value))];
    }

    private static int[] Merge((int[] Tokens, long Count) word, int index, (int Left, int Right) pair, int merged, PairCounts pairs)
    {
        List<int> tokens = new(word.Tokens.Length);
        for (int i = 0; i < word.Tokens.Length; i++)
        {
            bool found = i + 1 < word.Tokens.Length && (word.Tokens[i], word.Tokens[i + 1]) == pair;
            tokens.Add(found ? merged : word.Tokens[i]);
            if (found)
                i++;
        }
        for (int i = 1; i < word.Tokens.Length; i++)
            if ((word.Tokens[i - 1], word.Tokens[i]) is var old && old != pair)
                pairs.Remove(old, word.Count);
        for (int i = 1; i < tokens.Count; i++)
            if ((tokens[i - 1], tokens[i]) is var now && now != pair)
                pairs.Add(now, word.Count, index);
        return [.. tokens];
    }
}
