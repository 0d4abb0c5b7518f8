using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Cuts added tokens out of a text: leftmost first, the longest where several begin at one place.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly Dictionary<char, (string Text, AddedToken Token)[]> _byFirst;
    private readonly SearchValues<char> _first;

    /// <summary>The tokens, each with the text that stands for it.</summary>
    public AddedTokenMatcher(IEnumerable<(string Text, AddedToken Token)> tokens)
    {
        _byFirst = tokens.Where(entry => entry.Text.Length > 0)
            .GroupBy(entry => entry.Text[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.Text.Length).ToArray());
        _first = SearchValues.Create([.. _byFirst.Keys]);
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
            if (!TryMatch(text[at..], out string found, out AddedToken? token))
            {
                at++;
                continue;
            }
            int start = at, end = at + found.Length;
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

    private bool TryMatch(ReadOnlySpan<char> text, out string found, [NotNullWhen(true)] out AddedToken? token)
    {
        foreach ((string candidate, AddedToken owner) in _byFirst[text[0]])
        {
            if (text.StartsWith(candidate, StringComparison.Ordinal))
            {
                (found, token) = (candidate, owner);
                return true;
            }
        }
        (found, token) = (string.Empty, null);
        return false;
    }

    private static bool IsWordBefore(ReadOnlySpan<char> text, int index) =>
        index > 0 && CodePointSet.Word.Contains(CodePoint.At(text, CodePoint.Before(text, index), out _));

    private static bool IsWordAt(ReadOnlySpan<char> text, int index) =>
        index < text.Length && CodePointSet.Word.Contains(CodePoint.At(text, index, out _));
}
