using System.Globalization;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A set of code points: ranges, Unicode categories, and other sets; possibly the complement of all that.</summary>
internal sealed class CodePointSet
{
    // Most text is in the first 256 code points: their answers are kept.
    private readonly bool[] _low = new bool[256];
    private readonly bool _complement;
    private readonly uint _categories;
    private readonly (int First, int Last)[] _ranges;
    private readonly CodePointSet[] _sets;

    private CodePointSet(bool complement, uint categories, (int First, int Last)[] ranges, CodePointSet[] sets)
    {
        _complement = complement;
        _categories = categories;
        _ranges = ranges;
        _sets = sets;
        for (int codePoint = 0; codePoint < _low.Length; codePoint++)
            _low[codePoint] = Compute(codePoint);
    }

    /// <summary>Unicode's White_Space, which is what \s means: with U+0085, without U+001C to U+001F.</summary>
    public static CodePointSet WhiteSpace { get; } = OfRanges(
        ('\t', '\r'), (' ', ' '), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A),
        (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000));

    /// <summary>What words are made of (UTS #18): letters, marks, digits, connectors, joiners, and signs that count as letters.</summary>
    public static CodePointSet Word { get; } = Union(
        [
            OfCategory("L")!, OfCategory("M")!, OfCategory("Nd")!, OfCategory("Nl")!, OfCategory("Pc")!,
            OfRanges((0x200C, 0x200D), (0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189)),
        ],
        complement: false);

    public static CodePointSet OfRanges(params (int First, int Last)[] ranges) => new(complement: false, 0, ranges, []);

    public static CodePointSet Union(IEnumerable<CodePointSet> sets, bool complement) => new(complement, 0, [], [.. sets]);

    public CodePointSet Complement() => new(!_complement, _categories, _ranges, _sets);

    /// <summary>The set of a general category ("Lu") or of a group of them ("L"); null for any other name.</summary>
    public static CodePointSet? OfCategory(string name)
    {
        // In the order of UnicodeCategory's values.
        const string Names = "LuLlLtLmLoMnMcMeNdNlNoZsZlZpCcCfCsCoPcPdPsPePiPfPoSmScSkSoCn";
        uint categories = 0;
        for (int i = 0; i < Names.Length; i += 2)
            if (name.Length is 1 or 2 && Names.AsSpan(i, name.Length).SequenceEqual(name))
                categories |= 1u << (i / 2);
        return categories == 0 ? null : new CodePointSet(complement: false, categories, [], []);
    }

    public bool Contains(int codePoint) => codePoint < 256 ? _low[codePoint] : Compute(codePoint);

    private bool Compute(int codePoint)
    {
        bool found = (_categories >> (int)CharUnicodeInfo.GetUnicodeCategory(codePoint) & 1) != 0;
        foreach ((int first, int last) in _ranges)
            found |= codePoint >= first && codePoint <= last;
        foreach (CodePointSet set in _sets)
            found = found || set.Contains(codePoint);
        return found != _complement;
    }
}
