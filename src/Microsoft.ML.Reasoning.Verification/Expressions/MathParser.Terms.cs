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
        return terms.Count == 1 ? terms[0] : new MathNode(NodeKind.Sum, "", start, Previous, terms);
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
            "-" => new MathNode(NodeKind.Negative, "", start, Previous, term),
            _ => new MathNode(NodeKind.PlusMinus, sign, start, Previous, term),
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
                left = new MathNode(NodeKind.Quotient, "", start, 0, left, SignedFactor());
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
        ? new MathNode(NodeKind.Product, "", start, Previous, [.. left.Children, right])
        : new MathNode(NodeKind.Product, "", start, Previous, left, right);

    // 2 * -3
    private MathNode SignedFactor()
    {
        int start = Current.Start;
        if (TakeSign("-"))
            return new MathNode(NodeKind.Negative, "", start, Previous, Factor());
        TakeSign("+");
        return Factor();
    }

    // Whether a factor follows without a sign of multiplication. Two bare numbers side by side are no product.
    private bool StartsFactor(MathNode left) => Current.Kind switch
    {
        MathTokenKind.Number => left.Kind is not (NodeKind.Number or NodeKind.Unit or NodeKind.Percent),
        MathTokenKind.Letter => !(Current.Text == "U" && left.Kind == NodeKind.Tuple) && !IsHalfOfDay(),
        MathTokenKind.Command => Current.Text is not ("end" or "ldots" or "cdots" or "dots" or "pmod" or "bmod"),
        MathTokenKind.Sign => Current.Text is "(" or "[" or "{" or "⦃" or "√" or "∞" || (Current.Text == "|" && !_inBars),
        _ => false,
    };

    // 4:30 p.m.
    private bool IsHalfOfDay() => Current.Text is "a" or "p" or "A" or "P" && Following.IsSign(".");

    // Words behind a value are its unit: "cm", "square units", "miles per hour". Text behind text stays text.
    private MathNode? UnitHere(MathNode left)
    {
        if (left.Kind is NodeKind.Text or NodeKind.Unit || Current.IsWord("and") || Current.IsWord("or"))
            return null;
        string unit = Words();
        return new MathNode(NodeKind.Unit, unit, left.Start, Previous, left);
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
                    node = new MathNode(NodeKind.Degree, "", start, Previous, node);
                else if (TakeSign("'"))
                    node = Primed(node, start);
                else
                    node = new MathNode(NodeKind.Power, "", start, Previous, node, Script());
            }
            else if (TakeSign("!"))
                node = new MathNode(NodeKind.Function, "factorial", start, Previous, node);
            else if (TakeSign("%"))
                node = new MathNode(NodeKind.Percent, "", start, Previous, node);
            else if (TakeSign("°"))
                node = new MathNode(NodeKind.Degree, "", start, Previous, node);
            else if (TakeSign("'"))
                node = Primed(node, start);
            else if (Current.IsSign("_") && node.Kind == NodeKind.Number)
            {
                _next++;
                node = new MathNode(NodeKind.Based, node.Value.ToString(), start, Previous, Script());
            }
            else if (node.Kind == NodeKind.Number && node.Value.IsInteger && !node.HasDecimal && FractionFollows())
                node = WithFraction(node, start);
            else
                return node;
        }
    }

    private static MathNode Primed(MathNode node, int start) =>
        node.Kind == NodeKind.Symbol ? new MathNode(NodeKind.Symbol, node.Name + "'", start, node.End + 1) : new MathNode(NodeKind.Unit, "'", start, node.End + 1, node);

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

    // 1\frac{1}{2} and 1 1/2: with a proper fraction of integers a mixed number, else a product.
    private MathNode WithFraction(MathNode whole, int start)
    {
        MathNode part;
        if (Current.Kind == MathTokenKind.Number)
        {
            MathToken top = Take();
            _next++;
            part = new MathNode(NodeKind.Quotient, "", top.Start, Previous, Leaf(top), Primary());
        }
        else
            part = Primary();
        bool proper = part.First.Kind == NodeKind.Number && part.Last.Kind == NodeKind.Number && part.First.Value.IsInteger && part.Last.Value.IsInteger
            && part.First.Value < part.Last.Value;
        return proper ? new MathNode(NodeKind.Sum, "mixed", start, Previous, whole, part) : Times(whole, part, start);
    }

    private static MathNode Leaf(MathToken number) => new(number.Value, number.IsDecimal, number.Start, number.End);

    // What follows ^ or _: a group, or one token with its sign.
    private MathNode Script()
    {
        int start = Current.Start;
        if (Current.IsSign("{"))
            return Group();
        if (TakeSign("-"))
            return new MathNode(NodeKind.Negative, "", start, Previous, Script1());
        TakeSign("+");
        return Script1();
    }

    private MathNode Script1()
    {
        Deeper();
        MathNode node = Current.IsSign("*") ? throw Unexpected("an exponent") : Primary();
        _depth--;
        return node;
    }
}
