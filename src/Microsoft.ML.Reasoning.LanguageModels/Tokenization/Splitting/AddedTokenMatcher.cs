using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Cuts added tokens out of a text: leftmost first, the longest where several begin at one place.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly Dictionary<string, AddedToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<char, int[]> _lengths;
    private readonly SearchValues<char> _first;

    /// <summary>The tokens, each with the text that stands for it.</summary>
    public AddedTokenMatcher(IEnumerable<(string Text, AddedToken Token)> tokens)
    {
        foreach ((string text, AddedToken token) in tokens)
            if (text.Length > 0)
                _tokens[text] = token;
        _lengths = _tokens.Keys.GroupBy(text => text[0], text => text.Length)
            .ToDictionary(group => group.Key, group => group.Distinct().OrderDescending().ToArray());
        _first = SearchValues.Create([.. _lengths.Keys]);
    }

    public void Split(TextSegment segment, List<TextSegment> segments)
    {
        ReadOnlySpan<char> text = segment.Text.Span;
        int done = 0;
        for (int at = 0; at < text.Length;)
        {
            int step = text[at..].IndexOfAny(_first);
            if (step < 0)
                break;
            at += step;
            if (!TryMatch(text[at..], out int length, out AddedToken? token))
            {
                at++;
                continue;
            }
            int start = at, end = at + length;
            at = end;
            if (token.SingleWord && (IsWordBefore(text, start) || IsWordAt(text, end)))
                continue;
            while (token.StripsLeft && start > done && CodePointSet.WhiteSpace.Contains(text[start - 1]))
                start--;
            while (token.StripsRight && end < text.Length && CodePointSet.WhiteSpace.Contains(text[end]))
                end++;
            if (start > done)
                segments.Add(segment.Slice(done, start));
            segments.Add(segment.Slice(start, end) with { TokenId = token.Id });
            at = done = end;
        }
        if (done < text.Length)
            segments.Add(segment.Slice(done, text.Length));
    }

    private bool TryMatch(ReadOnlySpan<char> text, out int length, [NotNullWhen(true)] out AddedToken? token)
    {
        Dictionary<string, AddedToken>.AlternateLookup<ReadOnlySpan<char>> lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (int candidate in _lengths[text[0]])
        {
            length = candidate;
            if (candidate <= text.Length && lookup.TryGetValue(text[..candidate], out token))
                return true;
        }
        (length, token) = (0, null);
        return false;
    }

    private static bool IsWordBefore(ReadOnlySpan<char> text, int index) =>
        index > 0 && CodePointSet.Word.Contains(CodePoint.At(text, CodePoint.Before(text, index), out _));

    private static bool IsWordAt(ReadOnlySpan<char> text, int index) =>
        index < text.Length && CodePointSet.Word.Contains(CodePoint.At(text, index, out _));
}
