namespace Microsoft.ML.Reasoning.Verification;

/// <content>Sums, products, powers and what stands behind a factor.</content>
public sealed partial class MathParser
{
    private MathNode Sum()
    {
        Deeper();
        int start = Current.Start;
        var terms = new List<MathNode> { SignedTerm() };
        while (Current.Kind == MathTokenKind.Sign && Current.Text is "+" or "-" or "±" or "∓")
            terms.Add(SignedTerm());
        _depth--;
        return terms.Count == 1 ? terms[0] : Node(NodeKind.Sum, "", start, terms);
    }

    private MathNode SignedTerm()
    {
        int start = Current.Start;
        bool signed = Current.Kind == MathTokenKind.Sign && Current.Text is "+" or "-" or "±" or "∓";
        string sign = signed ? Take().Text : "+";
        MathNode term;
        if (signed && (Current.IsSign("+") || Current.IsSign("-")))
        {
            // 5 + -3
            Deeper();
            term = SignedTerm();
            _depth--;
        }
        else
            term = Product();
        return sign switch
        {
            "+" => term,
            "-" => Node(NodeKind.Negative, "", start, term),
            _ => Node(NodeKind.PlusMinus, sign, start, term),
        };
    }

    private MathNode Product()
    {
        int start = Current.Start;
        MathNode left = Factor();
        while (true)
        {
            if (Current.IsSign("*"))
            {
                _next++;
                left = Times(left, SignedFactor(), start);
            }
            else if (Current.IsSign("/"))
            {
                _next++;
                left = Node(NodeKind.Quotient, "", start, left, SignedFactor());
            }
            else if (Current.Kind == MathTokenKind.Word && UnitHere(left) is { } unit)
                left = unit;
            else if (StartsFactor(left))
                left = Times(left, Factor(), start);
            else
                return left;
        }
    }

    private MathNode Times(MathNode left, MathNode right, int start) => left.Kind == NodeKind.Product
        ? Node(NodeKind.Product, "", start, [.. left.Children, right])
        : Node(NodeKind.Product, "", start, left, right);

    // 2 * -3
    private MathNode SignedFactor()
    {
        int start = Current.Start;
        if (TakeSign("-"))
            return Node(NodeKind.Negative, "", start, Factor());
        TakeSign("+");
        return Factor();
    }

    // Whether a factor follows without a sign of multiplication. Two bare numbers side by side are no product.
    private bool StartsFactor(MathNode left) => Current.Kind switch
    {
        MathTokenKind.Number => left.Kind is not (NodeKind.Number or NodeKind.Unit or NodeKind.Percent),
        MathTokenKind.Letter => !(Current.Text == "U" && left.Kind == NodeKind.Tuple),
        MathTokenKind.Command => Current.Text is not ("end" or "ldots" or "cdots" or "dots" or "pmod" or "bmod" or "rfloor" or "rceil"),
        MathTokenKind.Sign => Current.Text is "(" or "[" or "{" or "⦃" or "√" or "∞" || (Current.Text == "|" && !_inBars),
        _ => false,
    };

    // Words behind a value are its unit: "cm", "square units", "miles per hour". Text behind text stays text.
    private MathNode? UnitHere(MathNode left)
    {
        if (left.Kind is NodeKind.Text or NodeKind.Unit || Current.IsWord("and") || Current.IsWord("or"))
            return null;
        string unit = Words();
        return Node(NodeKind.Unit, unit, left.Start, left);
    }

    private string Words()
    {
        string words = "";
        while (Current.Kind == MathTokenKind.Word && !Current.IsWord("and") && !Current.IsWord("or"))
        {
            words += (words.Length > 0 ? " " : "") + Take().Text;
            while (Current.IsSign(".") || Current.IsSign("'"))
                _next++;
            if (Current.IsSign("^") && Following.Kind == MathTokenKind.Number)
            {
                _next++;
                words += "^" + Take().Text;
            }
            else if (Current.IsSign("^") && Following.IsSign("{") && _tokens[Math.Min(_next + 3, _tokens.Count - 1)].IsSign("}"))
            {
                words += "^" + _tokens[_next + 2].Text;
                _next += 4;
            }
            else if (Current.IsSign("/") && Following.Kind == MathTokenKind.Word)
            {
                _next++;
                words += "/";
            }
        }
        return words;
    }

    private MathNode Factor()
    {
        int start = Current.Start;
        MathNode node = Primary();
        while (true)
        {
            if (Current.IsSign("^"))
            {
                _next++;
                if (TakeDegree())
                    node = Node(NodeKind.Degree, "", start, node);
                else if (TakePrimes())
                    node = Primed(node, start);
                else
                    node = Node(NodeKind.Power, "", start, node, Script());
            }
            else if (TakeSign("!"))
                node = Node(NodeKind.Function, "factorial", start, node);
            else if (TakeSign("%"))
                node = Node(NodeKind.Percent, "", start, node);
            else if (TakeSign("°"))
                node = Node(NodeKind.Degree, "", start, node);
            else if (TakeSign("'"))
                node = Primed(node, start);
            else if (Current.IsSign("_") && node.Kind == NodeKind.Number)
            {
                _next++;
                node = Node(NodeKind.Based, node.Value.ToString(), start, Script());
            }
            else if (node.Kind == NodeKind.Number && node.Value.IsInteger && !node.HasDecimal && FractionFollows())
                node = WithFraction(node, start);
            else
                return node;
        }
    }

    private MathNode Primed(MathNode node, int start) => node.Kind == NodeKind.Symbol
        ? Node(NodeKind.Symbol, node.Name + "'", start)
        : Node(NodeKind.Unit, "'", start, node);

    // ^\circ and ^{\circ}
    private bool TakeDegree()
    {
        if (TakeSign("°"))
            return true;
        if (!Current.IsSign("{") || !Following.IsSign("°"))
            return false;
        _next += 2;
        Expect("}");
        return true;
    }

    private bool FractionFollows() => Current is { Kind: MathTokenKind.Command, Text: "frac" }
        || (Current.Kind == MathTokenKind.Number && Current.SpaceBefore && Current.Value.IsInteger && Following.IsSign("/"));

    // ^\prime, ^{\prime} and ^{\prime\prime}
    private bool TakePrimes()
    {
        if (TakeSign("'"))
            return true;
        if (!Current.IsSign("{") || !Following.IsSign("'"))
            return false;
        _next++;
        while (TakeSign("'"))
        {
        }
        Expect("}");
        return true;
    }

    // 1\frac{1}{2} and 1 1/2: with a proper fraction of integers a mixed number, else a product.
    private MathNode WithFraction(MathNode whole, int start)
    {
        MathNode part;
        if (Current.Kind == MathTokenKind.Number)
        {
            MathToken top = Take();
            _next++;
            part = Node(NodeKind.Quotient, "", top.Start, Leaf(top), Primary());
        }
        else
            part = Primary();
        bool proper = part.First.Kind == NodeKind.Number && part.Last.Kind == NodeKind.Number && part.First.Value.IsInteger && part.Last.Value.IsInteger
            && part.First.Value < part.Last.Value;
        return proper ? Node(NodeKind.Sum, "mixed", start, whole, part) : Times(whole, part, start);
    }

    private static MathNode Leaf(MathToken number) => new(number.Value, number.IsDecimal, number.Start, number.End);

    // What follows ^ or _: a group, or one token with its sign.
    private MathNode Script()
    {
        int start = Current.Start;
        if (Current.IsSign("{"))
            return Group();
        if (TakeSign("-"))
            return Node(NodeKind.Negative, "", start, Script1());
        TakeSign("+");
        return Script1();
    }

    // 2^2^3 is 2^(2^3).
    private MathNode Script1()
    {
        Deeper();
        int start = Current.Start;
        MathNode node = Primary();
        if (node.Kind == NodeKind.Number && TakeSign("^"))
            node = Node(NodeKind.Power, "", start, node, Script());
        _depth--;
        return node;
    }
}
