namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// Reads an answer in mathematical LaTeX or plain text into a tree. A hand-written recursive descent over one token list: the depth
/// is bounded, every token is taken once, and what cannot be read is said, not guessed.
/// </summary>
public sealed partial class MathParser
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int LongestText = 4000;

    private const int DeepestNesting = 60, DeepestTree = 100;
    private readonly List<MathToken> _tokens;
    private int _next, _depth;

    private MathParser(List<MathToken> tokens) => _tokens = tokens;

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="node">The tree.</param>
    /// <param name="error">Why and where it could not be read; empty on success.</param>
    /// <param name="decimalComma">Whether a comma between digits is a decimal comma where it cannot separate thousands.</param>
    public static bool TryParse(string text, out MathNode node, out string error, bool decimalComma = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        node = new MathNode(NodeKind.Text, "", 0, 0);
        error = text.Length > LongestText ? $"longer than {LongestText} characters" : "";
        if (error.Length > 0)
            return false;
        try
        {
            var parser = new MathParser(MathLexer.Read(text, decimalComma));
            node = parser.Answer();
            return true;
        }
        catch (MathSyntaxException e)
        {
            error = e.Message;
            return false;
        }
    }

    private MathToken Current => _tokens[_next];

    private MathToken Following => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    private int Previous => _next == 0 ? 0 : _tokens[_next - 1].End;

    // Reaches to the token before the next one: the parts have been read when this is called.
    private MathNode Node(NodeKind kind, string name, int start, params IReadOnlyList<MathNode> children)
    {
        var node = new MathNode(kind, name, start, Previous, children);
        return node.Depth <= DeepestTree ? node : throw new MathSyntaxException($"built deeper than {DeepestTree}");
    }

    private MathToken Take()
    {
        MathToken token = _tokens[_next];
        if (token.Kind != MathTokenKind.End)
            _next++;
        return token;
    }

    private bool TakeSign(string sign)
    {
        if (!Current.IsSign(sign))
            return false;
        _next++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!TakeSign(sign))
            throw Unexpected($"'{sign}'");
    }

    private MathSyntaxException Unexpected(string wanted) => new(
        Current.Kind == MathTokenKind.End ? $"the text ends where {wanted} should stand" : $"'{Current.Text}' at {Current.Start} where {wanted} should stand");

    private void Deeper()
    {
        if (++_depth > DeepestNesting)
            throw new MathSyntaxException($"nested deeper than {DeepestNesting}");
    }

    // Groups divided by semicolons, each a list divided by commas: p=5,q=2;p=7,q=2 are two pairs.
    private MathNode Answer()
    {
        SkipEmpty();
        var groups = new List<MathNode> { List() };
        while (TakeSign(";") || TakeSign("⏎"))
        {
            if (Current.Kind != MathTokenKind.End)
                groups.Add(List());
        }
        if (Current.Kind != MathTokenKind.End)
            throw Unexpected("the end");
        return groups.Count == 1 ? SpokenAnswers.Read(groups[0])
            : new MathNode(NodeKind.List, "", groups[0].Start, groups[^1].End, [.. groups.Select(g => g.Kind == NodeKind.List ? Pair(g) : g)]);
    }

    private static MathNode Pair(MathNode list) => new(NodeKind.Tuple, "()", list.Start, list.End, list.Children);

    private MathNode List()
    {
        int start = Current.Start;
        var items = new List<MathNode> { Relation() };
        string name = "";
        while (Separator(ref name))
            if (Current.Kind != MathTokenKind.End && !Current.IsSign("}") && !Current.IsSign(";"))
                items.Add(Relation());
        return items.Count == 1 ? items[0] : Compound(items, start) ?? Node(NodeKind.List, name, start, items);
    }

    // "2 hours and 30 minutes": known units of one kind, each smaller than the one before.
    private MathNode? Compound(List<MathNode> items, int start)
    {
        for (int i = 0; i < items.Count; i++)
            if (items[i].Kind != NodeKind.Unit || (i > 0 && !IsSmaller(items[i], items[i - 1])))
                return null;
        return Node(NodeKind.Sum, "compound", start, items);
    }

    private static bool IsSmaller(MathNode next, MathNode last) =>
        UnitExpression.Read(last.Name) is { } large && UnitExpression.Read(next.Name) is { } small && large.Powers == small.Powers && small.Factor < large.Factor
        && last.First.Kind == NodeKind.Number && next.First.Kind == NodeKind.Number && next.First.Value * small.Factor < large.Factor;

    private bool Separator(ref string name)
    {
        bool any = false;
        while (Current.IsSign(",") || Current.IsWord("and") || Current.IsWord("or") || Current.IsSign("∨") || Current.IsWord("or both"))
        {
            name = Current.IsSign("∨") || Current.IsWord("or") ? "or" : name;
            any = true;
            _next++;
        }
        return any;
    }

    private void SkipEmpty()
    {
        while (Current.IsSign(",") || Current.IsSign(":") || Current.IsSign("=") || Current.IsSign("≈"))
            _next++;
    }

    private MathNode Relation()
    {
        int start = Current.Start;
        var operands = new List<MathNode> { Sets() };
        string signs = "";
        while (Current.Kind == MathTokenKind.Sign && Current.Text is "=" or "≠" or "<" or ">" or "≤" or "≥" or "∈" or "∉" or "≈" or "≡" or "→")
        {
            string sign = Take().Text;
            signs += sign == "≈" ? "=" : sign;
            operands.Add(Sets());
        }
        MathNode node = operands.Count == 1 ? operands[0] : Node(NodeKind.Relation, signs, start, operands);
        return Modulus() is { } modulus ? Node(NodeKind.Function, "mod", start, node, modulus) : node;
    }

    // \pmod{7}, (mod 7) and mod 7
    private MathNode? Modulus()
    {
        bool bracket = Current.IsSign("(") && Following is { Kind: MathTokenKind.Command, Text: "mod" };
        MathToken token = bracket ? Following : Current;
        if (token is not { Kind: MathTokenKind.Command, Text: "mod" or "bmod" or "pmod" })
            return null;
        _next += bracket ? 2 : 1;
        MathNode modulus = Sum();
        if (bracket)
            Expect(")");
        return modulus;
    }

    private MathNode Sets()
    {
        int start = Current.Start;
        MathNode left = Ratio();
        while (Current.Kind == MathTokenKind.Sign && Current.Text is "∪" or "∩" or "∖" || IsUnionLetter(left))
        {
            string sign = Current.Text is "U" ? "∪" : Current.Text;
            _next++;
            left = Node(NodeKind.SetOperation, sign, start, left, Ratio());
        }
        return left;
    }

    // (0,1)U(2,3)
    private bool IsUnionLetter(MathNode left) =>
        left.Kind == NodeKind.Tuple && Current is { Kind: MathTokenKind.Letter, Text: "U" } && (Following.IsSign("(") || Following.IsSign("["));

    private MathNode Ratio()
    {
        int start = Current.Start;
        var parts = new List<MathNode> { Sum() };
        while (Current.IsSign(":") && Following.Kind != MathTokenKind.End && !_inSetHead)
        {
            _next++;
            parts.Add(Sum());
        }
        string half = "";
        if (parts[^1] is { Kind: NodeKind.Unit } last && HalfOfDay(last.Name) is { } named && last.First.Kind == NodeKind.Number)
            (half, parts[^1]) = (named, last.First);
        if (parts.Count == 1)
            return half.Length == 0 ? parts[0] : Node(NodeKind.Ratio, half, start, parts[0], new MathNode(Rational.Zero, false, start, start));
        MathNode ratio = Node(NodeKind.Ratio, half, start, parts);
        return half.Length > 0 || IsClock(start) ? ratio.AsClock() : ratio;
    }

    private static string? HalfOfDay(string words) => words switch
    {
        "am" or "in the morning" or "morning" => "am",
        "pm" or "in the afternoon" or "in the evening" or "at night" or "noon" or "afternoon" or "evening" => "pm",
        _ => null,
    };

    // One or two digits, a colon, two digits below 60: a time of day where the other side is one, too.
    private bool IsClock(int start)
    {
        int at = _tokens.FindIndex(t => t.Start == start);
        return at >= 0 && at + 2 < _tokens.Count && _tokens[at].Kind == MathTokenKind.Number && _tokens[at + 1].IsSign(":") && !_tokens[at + 1].SpaceBefore
            && _tokens[at].Text.Length < 3 && _tokens[at + 2] is { Kind: MathTokenKind.Number, Text.Length: 2, SpaceBefore: false } minutes
            && minutes.Value.IsInteger && minutes.Value < new Rational(60);
    }
}
