using System.Globalization;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads what stands for one code point in a pattern: a class in brackets, an escape, a literal.</summary>
internal sealed class PatternClassReader(string pattern, int position)
{
    /// <summary>Where the next unread character is.</summary>
    public int Position { get; private set; } = position;

    public CodePointSet Literal(bool ignoreCase) => Folded(Next(), ignoreCase);

    /// <summary>[abc], [^a-z\s]; the position is at the bracket.</summary>
    public CodePointSet Class(bool ignoreCase)
    {
        Position++;
        bool complement = Peek() == '^';
        if (complement)
            Position++;
        List<CodePointSet> members = [];
        while (Peek() != ']' || members.Count == 0)
        {
            if (Peek() == '[' || (Peek() == '&' && Position + 1 < pattern.Length && pattern[Position + 1] == '&'))
                throw Unknown("a class inside a class");
            members.Add(Member(ignoreCase));
        }
        Position++;
        return CodePointSet.Union(members, complement);
    }

    /// <summary>\p{L}, \s, \n, \x{41}, \[ ...; the position is at the backslash.</summary>
    public CodePointSet Escape(bool ignoreCase)
    {
        Position++;
        char kind = Peek();
        Position++;
        switch (kind)
        {
            case 'p':
                return Category(complement: false);
            case 'P':
                return Category(complement: true);
            case 's':
                return CodePointSet.WhiteSpace;
            case 'S':
                return CodePointSet.WhiteSpace.Complement();
            case 'd':
                return CodePointSet.OfCategory("Nd")!;
            case 'D':
                return CodePointSet.OfCategory("Nd")!.Complement();
            default:
                Position--;
                return Folded(EscapedCharacter(), ignoreCase);
        }
    }

    private CodePointSet Member(bool ignoreCase)
    {
        int first;
        if (Peek() == '\\')
        {
            if (Position + 1 < pattern.Length && "pPsSdD".Contains(pattern[Position + 1], StringComparison.Ordinal))
                return ignoreCase ? throw Unknown("a category under (?i:)") : Escape(ignoreCase);
            Position++;
            first = EscapedCharacter();
        }
        else
        {
            first = Next();
        }
        if (Peek() != '-' || Position + 1 >= pattern.Length || pattern[Position + 1] == ']')
            return Folded(first, ignoreCase);
        if (ignoreCase)
            throw Unknown("a range under (?i:)");
        Position++;
        if (Peek() == '\\')
            Position++;
        int last = pattern[Position - 1] == '\\' ? EscapedCharacter() : Next();
        return last >= first ? CodePointSet.OfRanges((first, last)) : throw Broken("a range that runs backwards");
    }

    private int EscapedCharacter()
    {
        char kind = Peek();
        if (kind == 'x' || kind == 'u')
            return Hexadecimal(kind);
        Position++;
        return kind switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            _ when !char.IsAsciiLetterOrDigit(kind) => kind,
            _ => throw Unknown($"'\\{kind}'"),
        };
    }

    private int Hexadecimal(char kind)
    {
        Position++;
        bool braces = kind == 'x' && Peek() == '{';
        int start = braces ? Position + 1 : Position;
        int end = braces ? pattern.IndexOf('}', start) : start + (kind == 'x' ? 2 : 4);
        string digits = end < start || end > pattern.Length ? string.Empty : pattern[start..end];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) || value is < 0 or > 0x10FFFF)
            throw Broken("a hexadecimal escape that is no code point");
        Position = braces ? end + 1 : end;
        return value;
    }

    private CodePointSet Category(bool complement)
    {
        int end = pattern.IndexOf('}', Position);
        if (Peek() != '{' || end < 0)
            throw Broken("a category without braces");
        string name = pattern[(Position + 1)..end];
        if (name.StartsWith('^'))
            (name, complement) = (name[1..], !complement);
        CodePointSet set = CodePointSet.OfCategory(name) ?? throw Unknown($"the property '{name}'");
        Position = end + 1;
        return complement ? set.Complement() : set;
    }

    /// <summary>The character alone, or with all that differ from it only in case: for s and k these are three.</summary>
    private CodePointSet Folded(int codePoint, bool ignoreCase)
    {
        if (!ignoreCase || (codePoint < 128 && !char.IsAsciiLetter((char)codePoint)))
            return CodePointSet.OfRanges((codePoint, codePoint));
        if (codePoint > 127)
            throw Unknown("a letter beyond ASCII under (?i:)");
        int lower = codePoint | 0x20, upper = lower - 0x20;
        const int LongS = 0x17F, KelvinSign = 0x212A;
        return lower switch
        {
            's' => CodePointSet.OfRanges((lower, lower), (upper, upper), (LongS, LongS)),
            'k' => CodePointSet.OfRanges((lower, lower), (upper, upper), (KelvinSign, KelvinSign)),
            _ => CodePointSet.OfRanges((lower, lower), (upper, upper)),
        };
    }

    private int Next()
    {
        int codePoint = CodePoint.At(pattern, Position, out int length);
        Position += length;
        return codePoint;
    }

    private char Peek() => Position < pattern.Length ? pattern[Position] : throw Broken("no end");

    private FormatException Broken(string what) => new($"the pattern \"{pattern}\" has {what} at position {Position}");

    private NotSupportedException Unknown(string what) =>
        new($"the pattern \"{pattern}\" uses {what} at position {Position}, which is not supported");
}
