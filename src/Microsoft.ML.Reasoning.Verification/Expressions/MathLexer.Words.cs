using System.Buffers;

namespace Microsoft.ML.Reasoning.Verification;

/// <content>Letters: names, words, units, and the running text of \text{..}.</content>
internal sealed partial class MathLexer
{
    private const int LongestUnit = 80;
    private static readonly SearchValues<char> EndsOfUnit = SearchValues.Create(",;)]}$=<>\\");

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
            string words = _text[_at..end];
            Add(MathTokenKind.Word, words is "和" or "与" or "及" ? "and" : words is "或" or "或者" ? "or" : words, words.Length);
            return;
        }
        string run = _text[_at..end];
        if (HalfOfDay(run) is > 0 and int length)
        {
            Add(MathTokenKind.Word, char.ToLowerInvariant(run[0]) + "m", length);
            return;
        }
        if (Between(run) is { } between)
            Add(MathTokenKind.Sign, between, run.Length);
        else if (BaseWord(run) is { } value)
            Add(MathTokenKind.Number, run, run.Length, new Rational(value));
        else if (UnitAfterSpace() is > 0 and int unit)
            Add(MathTokenKind.Word, _text.Substring(_at, unit), unit);
        else if (MathVocabulary.WordSigns.TryGetValue(run, out string? sign) && !_onlyWords)
            Add(MathTokenKind.Sign, sign, run.Length);
        else if (run is "and" or "or" or "And" or "Or")
            Add(MathTokenKind.Word, run, run.Length);
        else if (MathVocabulary.Names.TryGetValue(run, out string? name))
            Add(MathTokenKind.Letter, name, run.Length);
        else if (!_onlyWords && (MathVocabulary.Functions.Contains(run) || run is "sqrt" or "binom" or "frac" or "mod"))
            Add(MathTokenKind.Command, run, run.Length);
        else if (IsWord(run))
            Add(MathTokenKind.Word, run, run.Length);
        else
            Add(MathTokenKind.Letter, run[..1], 1);
    }

    // Capitals that are the whole answer name an order or a figure: BAC is not CAB.
    private bool IsWord(string run)
    {
        if (run.Length == 1)
            return _sentence || (_running && (IsUnitHere(run) || (UnitWords.IsShortSign(run[0]) && FollowsQuantity())));
        return _running || _onlyWords || IsUnitHere(run) || (run.Length > 3 && !IsProduct(run));
    }

    // \text{m} and \text{s} in 9.8 \frac{\text{m}}{\text{s}^2}: a number or a unit stands close before.
    private bool FollowsQuantity()
    {
        for (int i = _tokens.Count - 1; i >= Math.Max(0, _tokens.Count - 5); i--)
            if (_tokens[i].Kind is MathTokenKind.Number or MathTokenKind.Word)
                return true;
        return false;
    }

    // abcd and xyzw directly behind a number are variables; weeks are weeks.
    private bool IsProduct(string run) =>
        _tokens.Count > 0 && _tokens[^1].Kind == MathTokenKind.Number && !UnitWords.MayCount(run, apart: _space);

    private bool IsUnitHere(string run) =>
        _tokens.Count > 0 && _tokens[^1].Kind == MathTokenKind.Number && (_running || MathVocabulary.ShortUnits.Contains(run));

    // Between two numbers "x" is a sign of multiplication and "to" one of proportion.
    private string? Between(string run)
    {
        if (run is not ("x" or "X" or "to") || _tokens.Count == 0 || _tokens[^1].Kind != MathTokenKind.Number)
            return null;
        int at = _at + run.Length;
        while (at < _end && _text[at] == ' ')
            at++;
        return at < _end && char.IsAsciiDigit(_text[at]) ? run == "to" ? ":" : "*" : null;
    }

    // 1010_{two}
    private int? BaseWord(string run) =>
        _tokens.Count > 1 && ((_tokens[^1].IsSign("{") && _tokens[^2].IsSign("_")) || _tokens[^1].IsSign("_")) && run.Length > 2 ? NumberWords.Read(run) is { IsInteger: true } word ? (int)word.Numerator : null : null;

    // 2F_{16}: digits that go on in letters, with a base above ten behind them.
    private string? LargeBase()
    {
        int end = _at;
        bool letters = false;
        while (end < _end && char.IsAsciiLetterOrDigit(_text[end]))
            letters |= char.IsAsciiLetter(_text[end++]);
        if (!letters || end - _at > 64 || end >= _end || _text[end] != '_')
            return null;
        ReadOnlySpan<char> rest = _text.AsSpan(end + 1, _end - end - 1).TrimStart('{');
        return rest.Length > 1 && rest[0] is '1' or '2' or '3' && char.IsAsciiDigit(rest[1]) ? _text[_at..end] : null;
    }

    // Known units that follow a number and a space up to the end of the answer: "10 m/s" and "5 g" are no products of variables.
    private int UnitAfterSpace()
    {
        if (_running || !_space || _tokens.Count == 0 || !(_tokens[^1].Kind == MathTokenKind.Number || EndsPowerOfTen()))
            return 0;
        ReadOnlySpan<char> rest = _text.AsSpan(_at, _end - _at);
        int stop = rest.IndexOfAny(EndsOfUnit);
        rest = (stop < 0 ? rest : rest[..stop]).TrimEnd(". ");
        if (rest.Length > LongestUnit || (rest.Length == 1 && !UnitWords.IsShortSign(rest[0])))
            return 0;
        if (UnitExpression.Read(rest) is not null)
            return rest.Length;
        // 1 m 50 cm
        int digit = rest.IndexOfAnyInRange('0', '9');
        return digit > 1 && rest[digit - 1] == ' ' && UnitExpression.Read(rest[..(digit - 1)]) is not null ? digit - 1 : 0;
    }

    private bool EndsPowerOfTen()
    {
        int at = _tokens.Count - 2;
        if (!_tokens[^1].IsSign("}") || at < 3 || _tokens[at].Kind != MathTokenKind.Number)
            return false;
        at -= _tokens[at - 1].IsSign("-") ? 2 : 1;
        return at >= 2 && _tokens[at].IsSign("{") && _tokens[at - 1].IsSign("^") && _tokens[at - 2].Value == new Rational(10);
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

    // Words side by side, one of them no short name: then a single letter is a word too, as in "x marks the spot".
    private static bool IsSentence(ReadOnlySpan<char> text)
    {
        int run = 0, words = 0;
        bool isLong = false;
        foreach (char c in text)
        {
            if (!char.IsLetter(c) && c is not (' ' or '.' or '\'' or '-' or ','))
                return false;
            words += char.IsLetter(c) && run == 0 ? 1 : 0;
            run = char.IsLetter(c) ? run + 1 : 0;
            isLong |= run > 3;
        }
        return isLong && words > 1;
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
        (int end, bool running, bool sentence) = (_end, _running, _sentence);
        (_at, _end, _running, _space) = (open + 1, Math.Min(close, _end), true, true);
        _sentence |= IsSentence(_text.AsSpan(_at, _end - _at));
        if (!running)
            ReadAll();
        (_end, _running, _sentence, _space) = (end, running, sentence, true);
        _at = Math.Min(running ? open + 1 : close + 1, _end);
    }
}
