using System.Text;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Cuts mathematical LaTeX and plain text into tokens, in one pass.</summary>
internal sealed partial class MathLexer
{
    private readonly string _text;
    private readonly List<MathToken> _tokens = [];
    private readonly bool _decimalComma;
    private readonly bool _onlyWords, _loneDollar;
    private int _at, _end, _brackets;
    private bool _space, _running, _sentence;

    private MathLexer(string text, bool decimalComma)
    {
        (_text, _decimalComma, _end) = (text, decimalComma, text.Length);
        _onlyWords = text.Length > 1 && text.All(c => char.IsLetter(c) || c is ' ' or '.' or '\'' or '-' or ',');
        _sentence = _onlyWords && IsSentence(text);
        _loneDollar = text.AsSpan().Count('$') - text.AsSpan().Count("\\$") is 1;
    }

    /// <param name="text">The text.</param>
    /// <param name="decimalComma">Whether a comma between digits is a decimal comma where it cannot separate thousands.</param>
    public static List<MathToken> Read(string text, bool decimalComma)
    {
        var lexer = new MathLexer(PlainText.Narrow(WithSingleBackslashes(text)), decimalComma);
        lexer.ReadAll();
        lexer._tokens.Add(new MathToken(MathTokenKind.End, "", text.Length, text.Length, lexer._space));
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_at < _end)
        {
            char c = _text[_at];
            if (c == '$' && _loneDollar && _at + 1 < _end && char.IsAsciiDigit(_text[_at + 1]))
                Add(MathTokenKind.Sign, "$", 1);
            else if (char.IsWhiteSpace(c) || c is '~' or '$' or '\u200B' or '"' or '“' or '”' || (c == '*' && Follows("**") && !NearOperand()))
                Skip(1);
            else if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _end && char.IsAsciiDigit(_text[_at + 1])))
                Number();
            else if (PlainText.Fraction(c) is { } fraction)
                Vulgar(fraction.Top, fraction.Bottom);
            else if (PlainText.RaisedRun(_text.AsSpan(_at, _end - _at)) is > 0 and int raised)
                Script("^", raised);
            else if (PlainText.LoweredRun(_text.AsSpan(_at, _end - _at)) is > 0 and int lowered)
                Script("_", lowered);
            else if (c == '\\')
                Command();
            else if (char.IsLetter(c))
                Letters();
            else
                Sign(c);
        }
    }

    // Markdown's bold stars stand at the ends of an answer; a power's stand between operands.
    private bool NearOperand() => _tokens.Count > 0 && _at + 2 < _end && _tokens[^1].Kind is MathTokenKind.Number or MathTokenKind.Letter;

    private bool Follows(string word) => string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0;

    private void Skip(int count)
    {
        _at += count;
        _space = true;
    }

    private void Add(MathTokenKind kind, string text, int length, Rational value = default, bool isDecimal = false)
    {
        _tokens.Add(new MathToken(kind, text, _at, _at + length, _space, value, isDecimal));
        _at += length;
        _space = false;
    }

    // ½ is \frac{1}{2}, so that 2½ becomes a mixed number like 2\frac{1}{2}.
    private void Vulgar(int top, int bottom)
    {
        Add(MathTokenKind.Command, "frac", 0);
        foreach (int part in (ReadOnlySpan<int>)[top, bottom])
        {
            Add(MathTokenKind.Sign, "{", 0);
            Add(MathTokenKind.Number, "", 0, new Rational(part));
            Add(MathTokenKind.Sign, "}", part == bottom ? 1 : 0);
        }
    }

    // x⁻² and x₁: the small signs in braces behind ^ or _.
    private void Script(string sign, int length)
    {
        Add(MathTokenKind.Sign, sign, 0);
        Add(MathTokenKind.Sign, "{", 0);
        string plain = PlainText.FullSize(_text.AsSpan(_at, length));
        if (plain[0] is '-' or '+')
            Add(MathTokenKind.Sign, plain[..1], 0);
        string rest = plain.TrimStart('-', '+');
        if (char.IsAsciiDigit(rest[0]))
            Add(MathTokenKind.Number, rest, 0, new Rational(System.Numerics.BigInteger.Parse(rest, System.Globalization.CultureInfo.InvariantCulture)));
        else
            Add(MathTokenKind.Letter, rest, 0);
        Add(MathTokenKind.Sign, "}", length);
    }

    private void Number()
    {
        if (LargeBase() is { } based)
        {
            Add(MathTokenKind.Word, based, based.Length);
            return;
        }
        MathNumber number = MathNumber.Read(_text.AsSpan(0, _end), _at, inBrackets: _brackets > 0, _decimalComma);
        Add(MathTokenKind.Number, _text[_at..number.End], number.End - _at, number.Value, number.IsDecimal);
    }

    private void Command()
    {
        int end = _at + 1;
        while (end < _end && char.IsAsciiLetter(_text[end]))
            end++;
        if (end == _at + 1)
        {
            EscapedSign();
            return;
        }
        string name = _text[(_at + 1)..end];
        int length = end - _at;
        if (MathVocabulary.Layout.Contains(name))
        {
            Skip(length);
            if (name is "left" or "right" && _at < _end && _text[_at] == '.')
                _at++;
        }
        else if (MathVocabulary.TextCommands.Contains(name))
            RunningText(end);
        else if (MathVocabulary.Signs.TryGetValue(name, out string? sign))
            Add(MathTokenKind.Sign, sign, length);
        else if (name.StartsWith("quad", StringComparison.Ordinal))
            Skip(5);
        else if (name == "mathbb" && end + 2 < _end && _text[end] == '{' && _text[end + 2] == '}')
            Add(MathTokenKind.Letter, "𝔹" + _text[end + 1], length + 3);
        else if (MathVocabulary.Names.TryGetValue(name.StartsWith("var", StringComparison.Ordinal) ? name[3..] : name, out string? letter))
            Add(MathTokenKind.Letter, letter, length);
        else
            Add(MathTokenKind.Command, name is "dfrac" or "tfrac" or "cfrac" ? "frac" : name is "dbinom" or "tbinom" ? "binom" : name, length);
    }

    private void EscapedSign()
    {
        char c = _at + 1 < _end ? _text[_at + 1] : ' ';
        switch (c)
        {
            case '{' or '}':
                Add(MathTokenKind.Sign, c == '{' ? "⦃" : "⦄", 2);
                break;
            case '%' or '|' or '&':
                Add(MathTokenKind.Sign, c.ToString(), 2);
                break;
            case '\\':
                Add(MathTokenKind.Sign, "⏎", 2);
                break;
            case '$' when _tokens.Count > 0 || char.IsAsciiDigit(_at + 2 < _end ? _text[_at + 2] : ' ') || Follows("\\$ ") || Follows("\\$."):
                Add(MathTokenKind.Sign, "$", 2);
                break;
            default:
                // Spaces of all sizes, \$, and the brackets of display mathematics.
                Skip(Math.Min(2, _end - _at));
                break;
        }
    }

    private void Sign(char c)
    {
        foreach ((string written, string sign) in (ReadOnlySpan<(string, string)>)[("+/-", "±"), ("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("**", "^"), ("≦", "≤"), ("≧", "≥")])
            if (Follows(written))
            {
                Add(MathTokenKind.Sign, sign, written.Length);
                return;
            }
        string text = c.ToString();
        if (MathVocabulary.PlainSigns.TryGetValue(text, out string? plain))
            text = plain;
        if (text is "∛")
        {
            foreach (string part in (ReadOnlySpan<string>)["√", "["])
                Add(MathTokenKind.Sign, part, 0);
            Add(MathTokenKind.Number, "3", 0, new Rational(3));
            Add(MathTokenKind.Sign, "]", 1);
            return;
        }
        if (text is "." or "。" or "!" && IsLastStop(text))
        {
            Skip(1);
            return;
        }
        _brackets = Math.Max(0, _brackets + (text is "(" or "[" ? 1 : text is ")" or "]" ? -1 : 0));
        Add(MathTokenKind.Sign, text, 1);
    }

    private bool IsLastStop(string text) => text != "!" && (_at + 1 == _end || _running || _tokens.Count > 0 && _tokens[^1].Kind == MathTokenKind.Word);

    // Text that went through a string literal once too often doubles its backslashes; a real \\ ends a row inside \begin{..}.
    private static string WithSingleBackslashes(string text)
    {
        if (!text.Contains(@"\\", StringComparison.Ordinal))
            return text;
        int begin = text.IndexOf(@"\begin", StringComparison.Ordinal);
        if (begin == 0 || (begin > 0 && text[begin - 1] != '\\'))
            return text;
        var single = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            single.Append(text[i]);
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '\\')
                i++;
        }
        return single.ToString();
    }
}
