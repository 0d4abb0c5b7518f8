namespace Microsoft.ML.Reasoning.Verification;

/// <content>Numbers, names, words and everything in brackets.</content>
public sealed partial class MathParser
{
    private bool _inBars, _inSetHead;

    private MathNode Primary()
    {
        MathToken token = Current;
        switch (token.Kind)
        {
            case MathTokenKind.Number:
                return Leaf(Take());
            case MathTokenKind.Letter:
                return Name();
            case MathTokenKind.Word when !IsConjunction():
                int start = token.Start;
                if (Following.IsSign("_") && char.IsAsciiDigit(token.Text[0]))
                {
                    _next += 2;
                    return Node(NodeKind.Based, token.Text, start, Script());
                }
                return Node(NodeKind.Text, Words(), start);
            case MathTokenKind.Command:
                return Command();
            case MathTokenKind.Sign:
                return Bracketed(token);
            default:
                throw Unexpected("a value");
        }
    }

    private bool IsConjunction() => Current.IsWord("and") || Current.IsWord("or");

    private MathNode Bracketed(MathToken token)
    {
        switch (token.Text)
        {
            case "(" or "[":
                return Parenthesis();
            case "{":
                return Group();
            case "⦃":
                return Set();
            case "|":
                return Bars();
            case "]":
                return Parenthesis();
            case "$" or "€" or "£" or "¥" or "￥":
                Take();
                return Node(NodeKind.Unit, CurrencySigns.Unit(token.Text), token.Start, Factor());
            case "∞" or "∅":
                Take();
                return new MathNode(NodeKind.Symbol, token.Text, token.Start, token.End);
            case "√":
                Take();
                return Root(token.Start);
            default:
                throw Unexpected("a value");
        }
    }

    // A letter with its index and primes; f(x) where f is a letter that names functions.
    private MathNode Name()
    {
        MathToken token = Take();
        string name = token.Text;
        if (TakeSign("_"))
        {
            MathNode index = token.Text == "C" && Current.Kind == MathTokenKind.Number ? Leaf(Take()) : Script();
            if (token.Text == "C" && index.Kind == NodeKind.Number && Current.IsSign("^"))
            {
                // C_{10}^{3}: 10 choose 3.
                _next++;
                return Node(NodeKind.Function, "binomial", token.Start, index, Script());
            }
            name += "_" + index;
        }
        while (Current.IsSign("'"))
            name += Take().Text;
        if (Current.IsSign("(") && !Current.SpaceBefore && IsApplied(name))
        {
            MathNode argument = Parenthesis();
            return Node(NodeKind.Function, name, token.Start, argument.Kind == NodeKind.Tuple ? argument.Children : [argument]);
        }
        return Node(NodeKind.Symbol, name, token.Start);
    }

    // f(x) is no product, nor are I(0), P(A) and x(t); a(b + c) is one.
    private bool IsApplied(string name)
    {
        if (name[0] is 'f' or 'g' or 'h' or 'F' or 'G' or 'P' or 'Q')
            return true;
        if (name == "C" && HoldsComma())
            return true;
        MathToken argument = Following;
        bool single = _next + 2 < _tokens.Count && _tokens[_next + 2].IsSign(")");
        return single && ((argument.Kind == MathTokenKind.Number && (argument.Value.Sign == 0 || char.IsAsciiLetterUpper(name[0])))
            || (argument.Kind == MathTokenKind.Letter && (argument.Text == "t" || char.IsAsciiLetterUpper(name[0]))));
    }

    // C(5, 2) is a number of choices, C(x + 1) a product.
    private bool HoldsComma()
    {
        for (int i = _next + 1; i < _tokens.Count && !_tokens[i].IsSign(")") && !_tokens[i].IsSign("("); i++)
            if (_tokens[i].IsSign(","))
                return true;
        return false;
    }

    // Invisible braces. With commas in them they were meant to be seen: {1,2} of a set whose backslash is lost.
    private MathNode Group()
    {
        Deeper();
        int start = Take().Start;
        bool bars = _inBars;
        _inBars = false;
        MathNode node = Current.IsSign("}") ? throw Unexpected("a value") : List();
        if (Current is { Kind: MathTokenKind.Command, Text: "over" or "choose" } infix)
        {
            _next++;
            MathNode below = List();
            node = infix.Text == "over" ? Node(NodeKind.Quotient, "", start, node, below) : Node(NodeKind.Function, "binomial", start, node, below);
        }
        Expect("}");
        (_inBars, _depth) = (bars, _depth - 1);
        return node.Kind == NodeKind.List ? Node(NodeKind.List, "{}", start, node.Children) : node;
    }

    // One item is a parenthesis; several are a tuple or an interval, by its brackets.
    private MathNode Parenthesis()
    {
        Deeper();
        MathToken open = Take();
        bool bars = _inBars;
        _inBars = false;
        var items = new List<MathNode> { Relation() };
        string ignored = "";
        while (Separator(ref ignored) || TakeSign(";"))
            items.Add(Relation());
        // ]0, 1[ is how some countries write (0, 1).
        if (!(Current.IsSign(")") || Current.IsSign("]") || (Current.IsSign("[") && items.Count == 2)))
            throw Unexpected("a closing bracket");
        string brackets = (open.IsSign("[") ? "[" : "(") + (Take().IsSign("]") ? "]" : ")");
        (_inBars, _depth) = (bars, _depth - 1);
        return items.Count == 1 ? items[0] : Node(NodeKind.Tuple, brackets, open.Start, items);
    }

    private MathNode Set()
    {
        Deeper();
        int start = Take().Start;
        var items = new List<MathNode>();
        bool bars = _inBars;
        _inBars = true;
        string ignored = "";
        while (!Current.IsSign("⦄"))
        {
            (bool ratios, _inSetHead) = (_inSetHead, items.Count == 0);
            items.Add(Relation());
            _inSetHead = ratios;
            if (items.Count == 1 && (TakeSign("|") || TakeSign(":")))
            {
                _inBars = false;
                MathNode condition = List();
                Expect("⦄");
                (_inBars, _depth) = (bars, _depth - 1);
                return Node(NodeKind.SetBuilder, "", start, items[0], condition);
            }
            if (!Separator(ref ignored) && !TakeSign(";") && !Current.IsSign("⦄"))
                throw Unexpected("the end of the set");
        }
        Take();
        (_inBars, _depth) = (bars, _depth - 1);
        return items.Count == 0
            ? Node(NodeKind.Symbol, "∅", start)
            : Node(NodeKind.Set, "", start, items);
    }

    private MathNode Bars()
    {
        Deeper();
        int start = Take().Start;
        bool bars = _inBars;
        _inBars = true;
        MathNode inside = Sum();
        Expect("|");
        (_inBars, _depth) = (bars, _depth - 1);
        return Node(NodeKind.Function, "abs", start, inside);
    }
}
