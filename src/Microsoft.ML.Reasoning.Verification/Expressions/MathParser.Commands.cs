namespace Microsoft.ML.Reasoning.Verification;

/// <content>Commands: fractions, roots, functions, big operators, environments.</content>
public sealed partial class MathParser
{
    private MathNode Command()
    {
        Deeper();
        MathToken token = Take();
        MathNode node = token.Text switch
        {
            "frac" => Node(NodeKind.Quotient, "", token.Start, Argument(), Argument()),
            "binom" => Node(NodeKind.Function, "binomial", token.Start, Argument(), Argument()),
            "sqrt" => Root(token.Start),
            "begin" => Environment(token),
            "lfloor" => Enclosed("floor", "rfloor", token),
            "lceil" => Enclosed("ceil", "rceil", token),
            "angle" or "triangle" or "measuredangle" => Primary(),
            "mod" or "bmod" or "pmod" => throw new MathSyntaxException($"nothing stands before the modulus at {token.Start}"),
            "ldots" or "cdots" or "dots" or "vdots" => throw new MathSyntaxException($"what the dots at {token.Start} leave out is not known"),
            _ when MathVocabulary.Functions.Contains(token.Text) => Function(token),
            _ when MathVocabulary.BigOperators.Contains(token.Text) => BigOperator(token),
            _ when MathVocabulary.Wrappers.Contains(token.Text) && Current.IsSign("{") => Group(),
            _ => Symbol(token),
        };
        _depth--;
        return node;
    }

    private MathNode Symbol(MathToken token)
    {
        string name = "\\" + token.Text;
        if (TakeSign("_"))
            name += "_" + Script();
        return Node(NodeKind.Symbol, name, token.Start);
    }

    // {..} or the one digit, letter or command that follows: \frac12 is a half.
    private MathNode Argument()
    {
        if (Current.IsSign("{"))
            return Group();
        if (Current.Kind == MathTokenKind.Number && !Current.IsDecimal && Current.End - Current.Start > 1 && Current.Value.IsInteger)
        {
            MathToken digits = Current;
            string text = digits.Text;
            _tokens[_next] = digits with { Text = text[1..], Start = digits.Start + 1, SpaceBefore = false, Value = Digits(text[1..]) };
            return new MathNode(new Rational(text[0] - '0'), false, digits.Start, digits.Start + 1);
        }
        return Current.Kind is MathTokenKind.Number or MathTokenKind.Letter or MathTokenKind.Command || Current.IsSign("(") ? Primary() : throw Unexpected("an argument");
    }

    private static Rational Digits(string digits)
    {
        System.Numerics.BigInteger value = 0;
        foreach (char c in digits)
            value = char.IsAsciiDigit(c) ? value * 10 + (c - '0') : value;
        return new Rational(value);
    }

    private MathNode Root(int start)
    {
        MathNode? degree = null;
        if (TakeSign("["))
        {
            degree = Sum();
            Expect("]");
        }
        MathNode radicand = Current.Kind == MathTokenKind.Number ? Primary() : Argument();
        return degree is null
            ? Node(NodeKind.Function, "sqrt", start, radicand)
            : Node(NodeKind.Function, "root", start, radicand, degree);
    }

    private MathNode Enclosed(string function, string close, MathToken open)
    {
        MathNode inside = Sum();
        if (Current is not { Kind: MathTokenKind.Command } end || end.Text != close)
            throw Unexpected($"\\{close}");
        _next++;
        return Node(NodeKind.Function, function, open.Start, inside);
    }

    // \sin^2 x, \log_2 8, \sin 2x: without brackets the argument is a product up to the next sign or function.
    private MathNode Function(MathToken token)
    {
        if (Current.Kind == MathTokenKind.End || Current.IsSign("}"))
            return Symbol(token);
        MathNode? power = null, index = null;
        while (Current.IsSign("^") || Current.IsSign("_"))
        {
            if (TakeSign("_"))
                index = Script();
            else
            {
                _next++;
                power = Script();
            }
        }
        MathNode argument = Current.IsSign("(") || Current.IsSign("{") || Current.IsSign("[") || Current.IsSign("|") ? Factor() : Bare();
        IReadOnlyList<MathNode> arguments = argument.Kind == NodeKind.Tuple ? argument.Children : index is null ? [argument] : [argument, index];
        bool inverse = power is { Kind: NodeKind.Negative, First: { Kind: NodeKind.Number, Value.IsInteger: true } one } && one.Value == Rational.One;
        var node = Node(NodeKind.Function, inverse ? "arc" + token.Text : token.Text, token.Start, arguments);
        return power is null || inverse ? node : Node(NodeKind.Power, "", token.Start, node, power);
    }

    private MathNode Bare()
    {
        int start = Current.Start;
        MathNode left = Current.Kind == MathTokenKind.Command && MathVocabulary.Functions.Contains(Current.Text) ? Primary() : Factor();
        while (true)
        {
            if (Current.Kind == MathTokenKind.Command && Current.Text is "frac" or "sqrt" or "pi" || Current.Kind == MathTokenKind.Letter)
                left = Times(left, Factor(), start);
            else if (Current.IsSign("/") && left.Kind is NodeKind.Number or NodeKind.Symbol)
            {
                _next++;
                left = Node(NodeKind.Quotient, "", start, left, Factor());
            }
            else
                return left;
        }
    }

    private MathNode BigOperator(MathToken token)
    {
        var parts = new List<MathNode>();
        for (int i = 0; i < 2 && (Current.IsSign("^") || Current.IsSign("_")); i++)
        {
            string side = Take().Text;
            MathNode bound = Current.IsSign("{") ? Braced() : Script();
            parts.Add(new MathNode(NodeKind.Function, side, bound.Start, bound.End, bound));
        }
        parts.Sort((a, b) => string.CompareOrdinal(b.Name, a.Name));
        parts.Add(Product());
        return Node(NodeKind.Function, token.Text, token.Start, parts);
    }

    private MathNode Braced()
    {
        Expect("{");
        MathNode node = Relation();
        Expect("}");
        return node;
    }

    // Matrices of all brackets, arrays, cases and aligned rows.
    private MathNode Environment(MathToken begin)
    {
        string name = EnvironmentName();
        if (Current.IsSign("{"))
            while (Current.Kind != MathTokenKind.End && !TakeSign("}"))
                _next++;
        var rows = new List<List<MathNode>> { new() };
        while (!(Current is { Kind: MathTokenKind.Command, Text: "end" }))
        {
            if (Current.Kind == MathTokenKind.End)
                throw Unexpected($"\\end{{{name}}}");
            if (TakeSign("⏎"))
                rows.Add([]);
            else if (!TakeSign("&") && !TakeSign(",") && !TakeSign("."))
                rows[^1].Add(Relation());
        }
        _next++;
        EnvironmentName();
        rows.RemoveAll(r => r.Count == 0);
        if (rows.Count == 0)
            throw Unexpected("a row");
        MathNode[] cells = [.. rows.SelectMany(r => r)];
        if (name.StartsWith("case", StringComparison.Ordinal) || name.StartsWith("align", StringComparison.Ordinal) || name.StartsWith("gather", StringComparison.Ordinal))
            return Node(NodeKind.List, "", begin.Start, cells);
        int columns = rows[0].Count;
        return rows.All(r => r.Count == columns)
            ? new MathNode(NodeKind.Matrix, name == "vmatrix" ? "det" : "", begin.Start, Previous, cells) { Value = new Rational(columns) }
            : throw new MathSyntaxException($"the rows of the matrix at {begin.Start} differ in length");
    }

    private string EnvironmentName()
    {
        Expect("{");
        string name = "";
        while (Current.Kind is MathTokenKind.Word or MathTokenKind.Letter)
            name += Take().Text;
        TakeSign("*");
        Expect("}");
        return name;
    }
}
