using System.Text;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Cuts mathematical LaTeX and plain text into tokens, in one pass.</summary>
internal sealed class MathLexer
{
    private readonly string _text;
    private readonly List<MathToken> _tokens = [];
    private readonly bool _decimalComma;
    private readonly bool _onlyWords;
    private int _at, _end, _brackets;
    private bool _space, _running;

    private MathLexer(string text, bool decimalComma)
    {
        (_text, _decimalComma, _end) = (text, decimalComma, text.Length);
        _onlyWords = text.Length > 1 && text.All(c => char.IsLetter(c) || c is ' ' or '.' or '\'' or '-' or ',');
    }

    /// <param name="text">The text.</param>
    /// <param name="decimalComma">Whether a comma between digits is a decimal comma where it cannot separate thousands.</param>
    public static List<MathToken> Read(string text, bool decimalComma)
    {
        var lexer = new MathLexer(WithSingleBackslashes(text), decimalComma);
        lexer.ReadAll();
        lexer._tokens.Add(new MathToken(MathTokenKind.End, "", text.Length, text.Length, lexer._space));
        return lexer._tokens;
    }

    private void ReadAll()
    {
        while (_at < _end)
        {
            char c = _text[_at];
            if (char.IsWhiteSpace(c) || c is '~' or '$' or '\u200B' or '"' or '“' or '”' || (c == '*' && Follows("**") && !NearOperand()))
                Skip(1);
            else if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _end && char.IsAsciiDigit(_text[_at + 1])))
                Number();
            else if (c == '\\')
                Command();
            else if (char.IsLetter(c) && !"²³".Contains(c))
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

    private void Number()
    {
        MathNumber number = MathNumber.Read(_text.AsSpan(0, _end), _at, inBrackets: _brackets > 0, _decimalComma);
        Add(MathTokenKind.Number, _text[_at..number.End], number.End - _at, number.Value, number.IsDecimal);
    }

    private void Letters()
    {
        int end = _at;
        while (end < _end && char.IsLetter(_text[end]) && _text[end] < '\u2E80')
            end++;
        if (end == _at)
        {
            // Ideographs: running text up to the next other character.
            while (end < _end && _text[end] >= '\u2E80' && char.IsLetter(_text[end]))
                end++;
            Add(MathTokenKind.Word, _text[_at..end], end - _at);
            return;
        }
        string run = _text[_at..end];
        if (HalfOfDay(run) is > 0 and int length)
        {
            Add(MathTokenKind.Word, char.ToLowerInvariant(run[0]) + "m", length);
            return;
        }
        if (MathVocabulary.WordSigns.TryGetValue(run, out string? sign) && !_onlyWords)
            Add(MathTokenKind.Sign, sign, run.Length);
        else if (run is "and" or "or" or "And" or "Or")
            Add(MathTokenKind.Word, run, run.Length);
        else if (MathVocabulary.Names.TryGetValue(run, out string? name))
            Add(MathTokenKind.Letter, name, run.Length);
        else if (!_onlyWords && (MathVocabulary.Functions.Contains(run) || run is "sqrt" or "binom" or "frac"))
            Add(MathTokenKind.Command, run, run.Length);
        else if (run.Length > 1 && (_running || _onlyWords || run.Length > 3 || IsUnitHere(run)))
            Add(MathTokenKind.Word, run, run.Length);
        else if (_running && run.Length == 1 && IsUnitHere(run))
            Add(MathTokenKind.Word, run, 1);
        else
            Add(MathTokenKind.Letter, run[..1], 1);
    }

    // The length of "p.m.", "PM" and the like behind a number.
    private int HalfOfDay(string run)
    {
        if (_tokens.Count == 0 || _tokens[^1].Kind != MathTokenKind.Number || run[0] is not ('a' or 'p' or 'A' or 'P') || run.Length > 2)
            return 0;
        int at = _at + 1;
        at += at < _end && _text[at] == '.' ? 1 : 0;
        at += at < _end && _text[at] == ' ' && at > _at + 1 ? 1 : 0;
        if (at >= _end || _text[at] is not ('m' or 'M') || (at + 1 < _end && char.IsLetter(_text[at + 1])))
            return 0;
        return at + 1 - _at + (at + 1 < _end && _text[at + 1] == '.' ? 1 : 0);
    }

    private bool IsUnitHere(string run) =>
        _tokens.Count > 0 && _tokens[^1].Kind == MathTokenKind.Number && (_running || MathVocabulary.ShortUnits.Contains(run));

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
            default:
                // Spaces of all sizes, \$, and the brackets of display mathematics.
                Skip(Math.Min(2, _end - _at));
                break;
        }
    }

    // \text{..}: its content is read here, as running text, and the braces vanish.
    private void RunningText(int open)
    {
        while (open < _end && _text[open] == ' ')
            open++;
        if (open >= _end || _text[open] != '{')
        {
            Skip(open - _at);
            return;
        }
        int depth = 0, close = open;
        for (; close < _end; close++)
            if (_text[close] == '{')
                depth++;
            else if (_text[close] == '}' && --depth == 0)
                break;
        (int end, bool running) = (_end, _running);
        (_at, _end, _running, _space) = (open + 1, Math.Min(close, _end), true, true);
        if (!running)
            ReadAll();
        (_end, _running, _space) = (end, running, true);
        _at = Math.Min(running ? open + 1 : close + 1, _end);
    }

    private void Sign(char c)
    {
        foreach ((string written, string sign) in (ReadOnlySpan<(string, string)>)[("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("**", "^"), ("≦", "≤"), ("≧", "≥")])
            if (Follows(written))
            {
                Add(MathTokenKind.Sign, sign, written.Length);
                return;
            }
        if ("²³".Contains(c, StringComparison.Ordinal))
        {
            Add(MathTokenKind.Sign, "^", 0);
            Add(MathTokenKind.Number, "", 1, new Rational(c == '²' ? 2 : 3));
            return;
        }
        string text = c.ToString();
        if (MathVocabulary.PlainSigns.TryGetValue(text, out string? plain))
            text = plain;
        if (text is "€" or "£" or "¥" or "￥" || (text is "." or "。" or "!" && IsLastStop(text)))
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
