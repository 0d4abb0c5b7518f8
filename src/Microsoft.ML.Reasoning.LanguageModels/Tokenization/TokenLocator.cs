using System.Text;
using Microsoft.ML.Tokenizers;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Tokens with their places in the processed text. A token that holds only some bytes of a character has that character's place:
/// tokens that share a character overlap.
/// </summary>
internal sealed class TokenLocator(HuggingFaceTokenizer tokenizer, BytePairModel model)
{
    private readonly List<EncodedToken> _tokens = [];
    private readonly StringBuilder _text = new();

    /// <summary>The text that the places refer to: normalized, and with what splitters put in.</summary>
    public string Text => _text.ToString();

    public void Add(TextSegment segment)
    {
        int offset = _text.Length;
        _text.Append(segment.Text);
        if (segment.IsToken)
        {
            AddToken(segment.TokenId, offset, _text.Length);
            return;
        }
        ReadOnlySpan<char> text = segment.Text.Span;
        int byteEnd = 0, start = 0, end = 0;
        foreach (BytePairSymbol symbol in model.Symbols(text))
        {
            // [start, end) is the character in which the last read byte lies; byteEnd is where its bytes end.
            while (byteEnd <= symbol.Start)
                Advance(text, ref start, ref end, ref byteEnd);
            int first = start;
            while (byteEnd < symbol.Start + symbol.Length)
                Advance(text, ref start, ref end, ref byteEnd);
            AddToken(symbol.Id, offset + first, offset + end);
        }
    }

    /// <summary>As many tokens from the front as the limit allows without cutting a character in two.</summary>
    public IReadOnlyList<EncodedToken> Take(int limit, out int charsConsumed)
    {
        if (limit >= _tokens.Count)
        {
            charsConsumed = _text.Length;
            return _tokens;
        }
        int count = limit;
        while (count > 0 && IsShared(count))
            count--;
        charsConsumed = count == 0 ? 0 : _tokens[count - 1].Offset.End.Value;
        return _tokens.GetRange(0, count);
    }

    /// <summary>Where the last tokens begin, as many as the limit allows without cutting a character in two.</summary>
    public int IndexFromEnd(int limit, out int count)
    {
        int first = Math.Max(0, _tokens.Count - limit);
        while (first > 0 && first < _tokens.Count && IsShared(first))
            first++;
        count = _tokens.Count - first;
        return count == 0 ? _text.Length : _tokens[first].Offset.Start.Value;
    }

    private bool IsShared(int index) => _tokens[index].Offset.Start.Value < _tokens[index - 1].Offset.End.Value;

    private static void Advance(ReadOnlySpan<char> text, ref int start, ref int end, ref int byteEnd)
    {
        start = end;
        int codePoint = CodePoint.At(text, start, out int width);
        end = start + width;
        byteEnd += new Rune(codePoint).Utf8SequenceLength;
    }

    private void AddToken(int id, int start, int end) =>
        _tokens.Add(new EncodedToken(id, tokenizer.IdToToken(id)!, new Range(start, end)));
}
