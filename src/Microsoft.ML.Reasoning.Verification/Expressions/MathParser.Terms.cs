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
            else if (left.Kind == NodeKind.Number && BaseFollows())
                left = Node(NodeKind.Based, left.Value.ToString(), start, BaseBehind());
            else if (left.Kind == NodeKind.Degree && Current is { Kind: MathTokenKind.Letter, Text: "C" or "F" })
                left = Node(NodeKind.Unit, "°" + Take().Text, start, left.First);
            else if (Current.Kind == MathTokenKind.Word && UnitHere(left) is { } unit)
                left = unit;
            else if (left.Kind == NodeKind.Unit && Current.Kind == MathTokenKind.Number && NextUnit(left) is { } compound)
                left = compound;
            else if (left.Kind == NodeKind.Degree && Current.Kind == MathTokenKind.Number)
                left = WithMinutes(left);
            else if (CurrencyHere(left))
                left = Node(NodeKind.Unit, CurrencySigns.Unit(Take().Text), start, left);
            else if (StartsFactor(left))
                left = WithUnitFraction(left, Factor(), start);
            else
                return left;
        }
    }

    // 36 \frac{km}{h}
    private MathNode WithUnitFraction(MathNode left, MathNode right, int start) =>
        right is { Kind: NodeKind.Quotient, First.Kind: NodeKind.Text, Last.Kind: NodeKind.Text } && left.Kind != NodeKind.Text
            ? Node(NodeKind.Unit, $"{right.First.Name}/{right.Last.Name}", start, left) : Times(left, right, start);

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
        MathTokenKind.Command => Current.Text is not ("end" or "ldots" or "cdots" or "dots" or "mod" or "pmod" or "bmod" or "over" or "choose" or "rfloor" or "rceil"),
        MathTokenKind.Sign => Current.Text is "(" && !(Following is { Kind: MathTokenKind.Command, Text: "mod" }) || (Current.Text == "[" && !ClosesInterval()) || Current.Text is "{" or "⦃" or "√" or "∞" || (Current.Text == "|" && !_inBars),
        _ => false,
    };

    // 5 feet 10 inches
    private MathNode? NextUnit(MathNode left)
    {
        int before = _next;
        MathNode next = Leaf(Take());
        if (Current.Kind == MathTokenKind.Word && UnitHere(next) is { } unit && IsSmaller(unit, left))
            return Node(NodeKind.Sum, "compound", left.Start, left, unit);
        _next = before;
        return null;
    }

    // 45° 30' and 45° 30' 15''
    private MathNode WithMinutes(MathNode degrees)
    {
        MathNode part = Leaf(Take());
        int marks = 0;
        while (Current.IsSign("'") || (Current.IsSign("^") && (Following.IsSign("'") || (Following.IsSign("{") && _tokens[Math.Min(_next + 2, _tokens.Count - 1)].IsSign("'")))))
        {
            if (TakeSign("^") && !TakePrimes())
                throw Unexpected("minutes");
            else if (Current.IsSign("'"))
                _next++;
            marks++;
        }
        if (marks is 0 or > 2)
            throw Unexpected("a sign of minutes");
        MathNode share = Node(NodeKind.Quotient, "", part.Start, part, new MathNode(new Rational(marks == 1 ? 60 : 3600), false, part.Start, part.End));
        return Node(NodeKind.Degree, "", degrees.Start, Node(NodeKind.Sum, "", degrees.Start, degrees.First, share));
    }

    // "1010 base 2" and "1010 (base 2)"
    private bool BaseFollows() => Current.IsWord("base") || (Current.IsSign("(") && Following.IsWord("base"));

    private MathNode BaseBehind()
    {
        bool bracket = TakeSign("(");
        _next++;
        MathNode number = Current.Kind == MathTokenKind.Word && NumberWords.Read(Current.Text) is { } word
            ? new MathNode(word, false, Current.Start, Take().End) : Primary();
        if (bracket)
            Expect(")");
        return number;
    }

    private bool CurrencyHere(MathNode left) =>
        Current.Kind == MathTokenKind.Sign && Current.Text is "$" or "€" or "£" or "¥" or "￥" && left.Kind is NodeKind.Number or NodeKind.Quotient or NodeKind.Sum;

    // The last bracket of [0, 1[.
    private bool ClosesInterval() => Following.Kind == MathTokenKind.End || (Following.Kind == MathTokenKind.Sign && Following.Text is "," or ";" or "∪" or "∩" or "∖" or ")" or "}" or "⦄" or ".");

    // Words behind a value are its unit: "cm", "square units", "miles per hour". Text behind text stays text.
    private MathNode? UnitHere(MathNode left)
    {
        if (left.Kind is NodeKind.Text or NodeKind.Unit || Current.IsWord("and") || Current.IsWord("or") || Current.IsWord("to"))
            return null;
        bool temperature = left.Kind == NodeKind.Degree && Current.Text is "C" or "F" or "Celsius" or "Fahrenheit" or "celsius" or "fahrenheit";
        string unit = (temperature ? "°" : "") + Words();
        return temperature
            ? Node(NodeKind.Unit, unit[..2].ToUpperInvariant(), left.Start, left.First)
            : unit is "rad" or "radian" or "radians" ? left : Node(NodeKind.Unit, unit, left.Start, left);
    }

    // A unit, word by word, with powers, products and quotients: the text that UnitExpression reads.
    private string Words()
    {
        string words = "";
        while (Current.Kind == MathTokenKind.Word && !Current.IsWord("and") && !Current.IsWord("or"))
        {
            words += (words.Length > 0 && words[^1] is not ('/' or '*') ? " " : "") + Take().Text;
            while (Current.IsSign(".") || Current.IsSign("'"))
                _next++;
            if (Current.IsSign("^") && PowerOfUnit() is { } power)
                words += "^" + power;
            if ((Current.IsSign("/") || Current.IsSign("*")) && Following.Kind == MathTokenKind.Word)
                words += Take().Text;
        }
        return words;
    }

    // ^2, ^{2} and ^{-2}; null where something else is raised.
    private string? PowerOfUnit()
    {
        int at = _next + 1;
        bool braced = _tokens[at].IsSign("{");
        at += braced ? 1 : 0;
        bool negative = _tokens[at].IsSign("-");
        at += negative ? 1 : 0;
        if (_tokens[at] is not { Kind: MathTokenKind.Number, Value.IsInteger: true } number || (braced && !_tokens[at + 1].IsSign("}")))
            return null;
        _next = at + (braced ? 2 : 1);
        return (negative ? "-" : "") + number.Value;
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
                node = Node(NodeKind.Function, TakeSign("!") ? "doublefactorial" : "factorial", start, node);
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
        if (part.First.Kind == NodeKind.Text)
            return WithUnitFraction(whole, part, start);
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
