namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// Reads an answer in mathematical LaTeX or plain text into a tree. A hand-written recursive descent over one token list: the depth
/// is bounded, every token is taken once, and what cannot be read is said, not guessed.
/// </summary>
public sealed partial class MathParser
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int LongestText = 4000;

    private const int DeepestNesting = 60;
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
        return groups.Count == 1 ? groups[0]
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
        return items.Count == 1 ? items[0] : new MathNode(NodeKind.List, name, start, Previous, items);
    }

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
        while (Current.IsSign(",") || Current.IsSign(":") || Current.IsSign("="))
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
        return operands.Count == 1 ? operands[0] : new MathNode(NodeKind.Relation, signs, start, Previous, operands);
    }

    private MathNode Sets()
    {
        int start = Current.Start;
        MathNode left = Ratio();
        while (Current.Kind == MathTokenKind.Sign && Current.Text is "∪" or "∩" or "∖" || IsUnionLetter(left))
        {
            string sign = Current.Text is "U" ? "∪" : Current.Text;
            _next++;
            left = new MathNode(NodeKind.SetOperation, sign, start, Previous, left, Ratio());
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
        while (Current.IsSign(":") && Following.Kind != MathTokenKind.End)
        {
            _next++;
            parts.Add(Sum());
        }
        if (parts.Count == 1)
            return parts[0];
        string half = "";
        if (Current.Kind is MathTokenKind.Word or MathTokenKind.Letter && Current.Text is "a" or "p" or "am" or "pm" or "AM" or "PM" or "A" or "P")
        {
            half = char.ToLowerInvariant(Take().Text[0]) + "m";
            while (TakeSign(".") || (Current.Text is "m" or "M" && Take().Text.Length > 0))
            {
            }
        }
        else if (parts[^1] is { Kind: NodeKind.Unit } last && last.Name.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal) is "am" or "pm" or "AM" or "PM")
        {
            half = char.ToLowerInvariant(last.Name.Trim()[0]) + "m";
            parts[^1] = last.First;
        }
        return new MathNode(NodeKind.Ratio, half, start, Previous, parts);
    }
}
