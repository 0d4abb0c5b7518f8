using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// Reads an answer that is one number: integers with thousands separators, decimals, scientific notation, fractions, mixed numbers,
/// with currency before, percent and a unit behind, or a variable and an equals sign before.
/// </summary>
internal ref struct NumberReader
{
    private const int MostDigits = 2000, LargestExponent = 2000;
    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private bool _decimal;

    private NumberReader(ReadOnlySpan<char> text) => _text = text;

    public static bool TryRead(string answer, out NumericAnswer number)
    {
        number = default;
        string clean = TextForm.Clean(answer);
        if (clean.Length is 0 or > 4 * MostDigits)
            return false;
        if (clean[0] is '\\' or > '9' && NumberWords.Read(clean[0] == '\\' ? TextForm.Unwrap(clean) : clean) is { } word)
        {
            number = new NumericAnswer(word, IsDecimal: false, IsPercent: false);
            return true;
        }
        var reader = new NumberReader(AfterAssignment(clean, out string? name));
        if (!reader.Read(out number))
            return false;
        number = number with { Name = name };
        return true;
    }

    private bool Read(out NumericAnswer number)
    {
        number = default;
        bool negative = Sign();
        string currency = Currency();
        negative ^= Sign();
        if (!Magnitude(out Rational value))
            return false;
        Multiplier(ref value);
        bool percent = Percent();
        ReadOnlySpan<char> unit = _text[_at..];
        if (!percent && (!UnitWords.IsUnit(unit) || unit.StartsWith("..")))
            return false;
        unit = unit.Trim();
        number = new NumericAnswer(negative ? -value : value, _decimal, percent, Unit: percent ? "" : unit.Length == 0 ? currency : unit.ToString());
        return true;
    }

    private bool Magnitude(out Rational value)
    {
        if (Take("\\frac"))
            return Fraction(out value);
        if (!Decimal(out value))
            return false;
        int whole = _at;
        if (value.IsInteger && !_decimal)
        {
            Spaces();
            // 1 1/2 and 1\frac12.
            if (Take("\\frac"))
                return Fraction(out Rational part) && Add(ref value, part);
            int digits = _at;
            if (_at > whole && Digits(out BigInteger top) && Take("/") && Digits(out BigInteger bottom) && !bottom.IsZero)
                return Add(ref value, new Rational(top, bottom));
            _at = digits;
            if (Take("/"))
            {
                Spaces();
                return Decimal(out Rational bottomValue) && bottomValue.Sign != 0 && Divide(ref value, bottomValue);
            }
            _at = whole;
        }
        return Exponent(ref value);
    }

    private static bool Add(ref Rational value, Rational part)
    {
        value += part;
        return true;
    }

    private static bool Divide(ref Rational value, Rational by)
    {
        value /= by;
        return true;
    }

    // e-3, \times 10^{-3}, \cdot 10^5
    private bool Exponent(ref Rational value)
    {
        int before = _at;
        int power;
        if (Take("e") || Take("E"))
        {
            if (!Integer(out power))
            {
                _at = before;
                return true;
            }
        }
        else
        {
            Spaces();
            if (!(Take("\\times") || Take("\\cdot") || Take("×") || Take("*") || (_text[_at..].StartsWith("x 10^") | _text[_at..].StartsWith("x10^") && Take("x"))))
            {
                _at = before;
                return true;
            }
            Spaces();
            if (!Take("10^"))
                return false;
            bool braced = Take("{");
            if (!Integer(out power) || (braced && !Take("}")))
                return false;
        }
        if (Math.Abs(power) > LargestExponent)
            return false;
        value *= new Rational(10).Power(power);
        return true;
    }

    private bool Fraction(out Rational value)
    {
        value = default;
        if (!Part(out Rational top) || !Part(out Rational bottom) || bottom.Sign == 0)
            return false;
        value = top / bottom;
        return true;
    }

    // {12} or the single digit of \frac12.
    private bool Part(out Rational value)
    {
        Spaces();
        if (Take("{"))
        {
            bool negative = Sign();
            bool read = Decimal(out value);
            value = negative ? -value : value;
            Spaces();
            return read && Take("}");
        }
        value = default;
        if (_at == _text.Length || !char.IsAsciiDigit(_text[_at]))
            return false;
        value = new Rational(_text[_at++] - '0');
        return true;
    }

    private bool Decimal(out Rational value)
    {
        value = default;
        int start = _at;
        if (EuropeanNumber.TryRead(_text, start, out string before, out string after, out int european))
        {
            (_at, _decimal) = (european, _decimal | after.Length > 0);
            BigInteger scale = BigInteger.Pow(10, after.Length);
            value = new Rational(BigInteger.Parse(before + after, NumberStyles.None, CultureInfo.InvariantCulture), scale);
            return true;
        }
        bool any = Digits(out BigInteger whole);
        if (any)
            Thousands(start, ref whole);
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            int begin = _at;
            if (!Digits(out BigInteger part))
                return false;
            BigInteger fraction = BigInteger.Pow(10, _at - begin);
            value = new Rational(whole * fraction + part, fraction);
            _decimal = true;
            return true;
        }
        if (any && _at < _text.Length && _text[_at] == '.' && _at + 1 == _text.Length)
            _at++;
        value = new Rational(whole);
        return any;
    }

    // 1,234,567 or 1 234 567: one to three digits, then groups of three.
    private void Thousands(int start, ref BigInteger whole)
    {
        if (_at - start > 3 || _text[start] == '0')
            return;
        int end = _at;
        char separator = end < _text.Length ? _text[end] : '\0';
        while (end + 3 < _text.Length && separator is ',' or ' ' or '\'' && _text[end] == separator && AreDigits(_text.Slice(end + 1, 3))
            && (end + 4 == _text.Length || !char.IsAsciiDigit(_text[end + 4])))
            end += 4;
        if (end == _at)
            return;
        whole = BigInteger.Parse(_text[start..end].ToString().Replace(separator.ToString(), "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);
        _at = end;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private bool Digits(out BigInteger value)
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        value = default;
        return _at > start && _at - start <= MostDigits && BigInteger.TryParse(_text[start.._at], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private bool Integer(out int value)
    {
        bool negative = Sign();
        value = 0;
        if (!Digits(out BigInteger digits) || digits > LargestExponent)
            return false;
        value = negative ? -(int)digits : (int)digits;
        return true;
    }

    private bool Sign()
    {
        Spaces();
        bool negative = Take("-");
        if (!negative)
            Take("+");
        Spaces();
        return negative;
    }

    private string Currency()
    {
        int length = CurrencySigns.Length(_text[_at..]);
        string unit = length == 0 ? "" : CurrencySigns.Unit(_text.Slice(_at, length));
        _at += length;
        Spaces();
        return unit;
    }

    // 3.5 million
    private void Multiplier(ref Rational value)
    {
        int before = _at;
        Spaces();
        foreach ((string word, long factor) in (ReadOnlySpan<(string, long)>)[("hundred", 100), ("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000),
            ("trillion", 1_000_000_000_000), ("dozen", 12), ("万", 10_000), ("亿", 100_000_000), ("千", 1_000)])
            if (Take(word) || Take($"\\text{{{word}}}") || Take($"\\text{{ {word}}}"))
            {
                // The one that counts, not the beginning of 千克.
                if (_at < _text.Length && char.IsLetter(_text[_at]) && (word[0] <= 'z' || _text[_at] is '克' or '米' or '瓦'))
                    break;
                value *= new Rational(factor);
                return;
            }
        _at = before;
    }

    private bool Percent()
    {
        int before = _at;
        Spaces();
        foreach (string word in (ReadOnlySpan<string>)["%", "percentage", "percent", "pct", "\\text{percent}", "\\text{ percent}"])
        {
            if (!Take(word))
                continue;
            Spaces();
            if (_at == _text.Length)
                return true;
        }
        _at = before;
        return false;
    }

    private void Spaces()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private bool Take(string word)
    {
        if (!_text[_at..].StartsWith(word, StringComparison.Ordinal))
            return false;
        _at += word.Length;
        return true;
    }

    // "x = 5" and "k=1": one letter, perhaps with an index, and one equals sign.
    private static ReadOnlySpan<char> AfterAssignment(string text, out string? name)
    {
        name = null;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || text.IndexOf('=', equals + 1) >= 0)
            return text;
        string left = text[..equals].Trim();
        if (left.Length is 0 or > 5 || !char.IsLetter(left[0]) || (left.Length > 1 && left[1] != '_'))
            return text;
        name = left;
        return text.AsSpan(equals + 1);
    }
}
