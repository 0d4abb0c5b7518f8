using System.Globalization;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Reads the part of Oniguruma's syntax that tokenizers use: alternatives, groups, (?i:), look-ahead, classes, Unicode categories,
/// greedy and possessive repetition. Whatever else it meets it refuses; it never guesses.
/// </summary>
internal sealed class PatternParser
{
    // Far above what tokenizers need, and low enough that no pattern can exhaust memory or stack.
    private const int MostNodes = 4096;
    private const int DeepestGroup = 32;

    private readonly string _pattern;
    private int _at;
    private int _depth;

    private PatternParser(string pattern) => _pattern = pattern;

    /// <exception cref="FormatException">The pattern is broken.</exception>
    /// <exception cref="NotSupportedException">The pattern uses what we do not know.</exception>
    public static PatternNode Parse(string pattern)
    {
        PatternParser parser = new(pattern);
        PatternPart whole = parser.Alternatives(ignoreCase: false);
        if (parser._at < pattern.Length)
            throw parser.Broken("a ')' without its '('");
        if (whole.CanBeEmpty)
            throw parser.Unknown("a pattern that matches the empty text");
        return parser.Sized(whole).Build(PatternEnd.Instance);
    }

    private PatternPart Alternatives(bool ignoreCase)
    {
        List<PatternPart> branches = [];
        do
        {
            List<PatternPart> parts = [];
            while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
                parts.Add(Repeated(Atom(ignoreCase)));
            branches.Add(PatternPart.Sequence(parts));
        }
        while (Take("|"));
        return PatternPart.AnyOf(branches);
    }

    private PatternPart Atom(bool ignoreCase)
    {
        if (Take("(?:"))
            return Group(ignoreCase);
        if (Take("(?i:"))
            return Group(ignoreCase: true);
        if (Take("(?!"))
            return PatternPart.Ahead(Group(ignoreCase), negative: true);
        if (Take("(?="))
            return PatternPart.Ahead(Group(ignoreCase), negative: false);
        if (_at + 1 < _pattern.Length && _pattern.AsSpan(_at, 2).SequenceEqual("(?"))
            throw Unknown("this kind of group");
        if (Take("("))
            return Group(ignoreCase);
        PatternClassReader reader = new(_pattern, _at);
        CodePointSet set = _pattern[_at] switch
        {
            '[' => reader.Class(ignoreCase),
            '\\' => reader.Escape(ignoreCase),
            '.' or '^' or '$' => throw Unknown($"'{_pattern[_at]}'"),
            '*' or '+' or '?' or '{' => throw Broken("a repetition of nothing"),
            _ => reader.Literal(ignoreCase),
        };
        _at = reader.Position;
        return PatternPart.One(set);
    }

    private PatternPart Group(bool ignoreCase)
    {
        if (++_depth > DeepestGroup)
            throw Unknown("groups nested this deep");
        PatternPart body = Alternatives(ignoreCase);
        _depth--;
        return Take(")") ? body : throw Broken("a '(' without its ')'");
    }

    private PatternPart Repeated(PatternPart part)
    {
        int minimum, maximum = int.MaxValue;
        bool counted = false;
        if (Take("*"))
            minimum = 0;
        else if (Take("+"))
            minimum = 1;
        else if (Take("?"))
            (minimum, maximum) = (0, 1);
        else if (Take("{"))
            (minimum, maximum, counted) = Counts();
        else
            return part;
        // After {m,n} a '+' repeats the repetition in Oniguruma; after the others it forbids to go back.
        bool possessive = !counted && Take("+");
        if (_at < _pattern.Length && _pattern[_at] is '*' or '+' or '?' or '{')
            throw Unknown("a repetition of a repetition, or a lazy one");
        if (part.Single is null && possessive)
            throw Unknown("a possessive repetition of a group");
        if (part.Single is null && (part.CanBeEmpty || maximum == int.MaxValue))
            throw Unknown("the repetition of a group without limit, or of one that can be empty");
        return Sized(part.Repeat(minimum, maximum, possessive));
    }

    private PatternPart Sized(PatternPart part) => part.Size <= MostNodes ? part : throw Unknown("too many steps");

    private (int Minimum, int Maximum, bool Counted) Counts()
    {
        int end = _pattern.IndexOf('}', _at);
        string[] numbers = end < 0 ? [] : _pattern[_at..end].Split(',');
        if (numbers.Length is not (1 or 2) || !Number(numbers[0], out int minimum))
            throw Broken("a repetition that is not {n}, {n,} or {n,m}");
        int maximum = numbers.Length == 1 ? minimum : int.MaxValue;
        if (numbers.Length == 2 && numbers[1].Length > 0 && !Number(numbers[1], out maximum))
            throw Broken("a repetition that is not {n}, {n,} or {n,m}");
        if (maximum < minimum || maximum == 0)
            throw Broken("a repetition whose limits are wrong");
        _at = end + 1;
        return (minimum, maximum, true);
    }

    private static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private bool Take(string expected)
    {
        if (string.CompareOrdinal(_pattern, _at, expected, 0, expected.Length) != 0)
            return false;
        _at += expected.Length;
        return true;
    }

    private FormatException Broken(string what) => new(Describe(what, "has"));

    private NotSupportedException Unknown(string what) => new(Describe(what, "uses") + ", which is not supported");

    private string Describe(string what, string verb) => $"the pattern \"{_pattern}\" {verb} {what} at position {_at}";
}
