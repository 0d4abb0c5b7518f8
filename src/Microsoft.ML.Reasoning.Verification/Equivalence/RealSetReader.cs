namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Reads intervals, unions, finite sets and inequalities in one variable as sets of real numbers.</summary>
internal sealed class RealSetReader(ExpressionAlgebra algebra, WorkBudget budget)
{
    /// <summary>Whether an expression can only be meant as a set of reals: an inequality, a union, an interval with an infinite or odd bracket.</summary>
    public static bool IsCertain(MathNode node) => node.Kind switch
    {
        NodeKind.SetOperation or NodeKind.SetBuilder => true,
        NodeKind.Symbol => node.Name is "∅" or "𝔹R",
        NodeKind.Relation => node.Name.Length > 0 && node.Name.All(c => c is '<' or '>' or '≤' or '≥') || node.Name is "∈" or "≠",
        NodeKind.Tuple => node.Children.Count == 2 && (node.Name is "(]" or "[)" || node.Children.Any(c => IsInfinite(c) != 0)),
        NodeKind.List => node.Children.All(c => c.Kind == NodeKind.Relation && IsCertain(c)) && node.Children.Any(c => c.Name != "∈") || IsUnion(node),
        _ => false,
    };

    // "(-∞, 1) or (3, ∞)": intervals side by side, one of which can be nothing else.
    private static bool IsUnion(MathNode list) =>
        list.Name != "{}" && list.Children.All(c => c.Kind == NodeKind.Tuple && c.Children.Count == 2) && list.Children.Any(IsCertain);

    /// <summary>The set; null where the expression is none or its ends are not constants.</summary>
    public RealSet? Read(MathNode node)
    {
        budget.Spend(8);
        return node.Kind switch
        {
            NodeKind.Symbol => node.Name == "∅" ? RealSet.Empty : node.Name == "𝔹R" ? RealSet.All : null,
            NodeKind.Tuple when node.Children.Count == 2 => Interval(node),
            NodeKind.SetOperation => Operation(node),
            NodeKind.Set => Points(node),
            NodeKind.SetBuilder => node.First.Kind == NodeKind.Symbol || node.First.Is(NodeKind.Relation, "∈") ? Condition(node.Last) : null,
            NodeKind.Relation when node.Name == "∈" => Read(node.Last),
            NodeKind.Relation or NodeKind.List => Condition(node),
            _ => null,
        };
    }

    private RealSet? Interval(MathNode node) =>
        End(node.First, node.Name[0] == '[', -1) is { } low && End(node.Last, node.Name[1] == ']', 1) is { } high ? RealSet.Of(low, high) : null;

    private IntervalEnd? End(MathNode node, bool included, int side)
    {
        int infinite = IsInfinite(node);
        if (infinite != 0)
            return infinite == side ? RealSet.Infinite(side) : null;
        return algebra.Scalar(node) is { } value && ScalarComparison.Constant(value) is { } place ? new IntervalEnd(value, place, included) : null;
    }

    private static int IsInfinite(MathNode node) =>
        node is { Kind: NodeKind.Symbol, Name: "∞" } ? 1 : node.Kind == NodeKind.Negative && node.First is { Kind: NodeKind.Symbol, Name: "∞" } ? -1 : 0;

    private RealSet? Operation(MathNode node)
    {
        if (Read(node.First) is not { } left || Read(node.Last) is not { } right)
            return null;
        return node.Name == "∪" ? left.Union(right) : node.Name == "∩" ? left.Intersect(right) : left.Without(right);
    }

    private RealSet? Points(MathNode node)
    {
        RealSet set = RealSet.Empty;
        foreach (MathNode child in node.Children)
        {
            if (End(child, included: true, 0) is not { } point)
                return null;
            set = set.Union(RealSet.Of(point, point));
        }
        return set;
    }

    // Several conditions in one variable: by "or" the cases of the answer, else all at once, unless they exclude each other.
    private RealSet? Condition(MathNode node)
    {
        if (node.Kind == NodeKind.List && IsUnion(node))
        {
            RealSet union = RealSet.Empty;
            foreach (MathNode child in node.Children)
                if (Interval(child) is { } interval)
                    union = union.Union(interval);
                else
                    return null;
            return union;
        }
        if (node.Kind == NodeKind.List)
        {
            RealSet any = RealSet.Empty, all = RealSet.All;
            foreach (MathNode child in node.Children)
            {
                if (!SameVariable(node.First, child) || Condition(child) is not { } next)
                    return null;
                (any, all) = (any.Union(next), all.Intersect(next));
            }
            return node.Name == "or" || all.IsEmpty ? any : all;
        }
        if (node.Is(NodeKind.Relation, "∈"))
            return Read(node.Last);
        if (node.Kind != NodeKind.Relation || Variable(node) is null)
            return null;
        RealSet set = RealSet.All;
        for (int i = 0; i < node.Name.Length; i++)
        {
            if (One(node.Children[i], node.Name[i], node.Children[i + 1]) is not { } next)
                return null;
            set = set.Intersect(next);
        }
        return set;
    }

    private static bool SameVariable(MathNode a, MathNode b) => Name(a) == Name(b);

    private static string? Name(MathNode condition) => condition.Is(NodeKind.Relation, "∈") ? (condition.First.Kind == NodeKind.Symbol ? condition.First.Name : null) : Variable(condition);

    // The only free variable, whose side must be the variable or a linear expression in it; f(x) counts as one variable.
    private static string? Variable(MathNode relation)
    {
        string? name = null;
        foreach (string next in relation.Children.SelectMany(Variables))
            if (name is null)
                name = next;
            else if (name != next)
                return null;
        return name;
    }

    private static IEnumerable<string> Variables(MathNode node) =>
        node.Kind == NodeKind.Symbol ? (node.Name is "π" or "e" or "i" or "∞" ? [] : [node.Name])
        : node.Kind == NodeKind.Function && NumericFunctions.OfOne(node.Name) is null && node.Name is not ("sqrt" or "root" or "log") ? [node.ToString()]
        : node.Children.SelectMany(Variables);

    private RealSet? One(MathNode left, char sign, MathNode right)
    {
        int leftInfinite = IsInfinite(left), rightInfinite = IsInfinite(right);
        if (leftInfinite != 0 || rightInfinite != 0)
            return sign is '<' or '>' or '≤' or '≥' ? RealSet.All : null;
        if (algebra.Scalar(left)?.Minus(algebra.Scalar(right) ?? RationalFunction.Of(Rational.Zero), budget) is not { } difference || algebra.Scalar(right) is null)
            return null;
        if (difference.Bottom.AsNumber != Rational.One || Linear(difference.Top) is not ({ } slope, { } constant) || slope.Sign == 0)
            return null;
        RationalFunction root = constant.Times(RationalFunction.Of(-Rational.One / slope), budget);
        if (ScalarComparison.Constant(root) is not { } place)
            return null;
        bool included = sign is '≤' or '≥' or '=';
        var end = new IntervalEnd(root, place, included);
        char direction = slope.Sign > 0 ? sign : sign switch { '<' => '>', '>' => '<', '≤' => '≥', '≥' => '≤', _ => sign };
        return direction switch
        {
            '<' or '≤' => RealSet.Of(RealSet.Infinite(-1), end),
            '>' or '≥' => RealSet.Of(end, RealSet.Infinite(1)),
            '=' => RealSet.Of(end, end),
            '≠' => RealSet.Of(end with { IsIncluded = true }, end with { IsIncluded = true }).Complement(),
            _ => null,
        };
    }

    // a x + b with a rational slope a.
    private static (Rational? Slope, RationalFunction? Constant) Linear(Polynomial polynomial)
    {
        Rational slope = Rational.Zero;
        Polynomial constant = Polynomial.Zero;
        foreach ((Monomial monomial, Rational coefficient) in polynomial.Terms)
        {
            if (!monomial.Factors.Any(f => f.Atom.Kind == AtomKind.Variable))
                constant = constant.Plus(Polynomial.Of(monomial, coefficient), new WorkBudget(1000));
            else if (monomial.Factors.Count == 1 && monomial.Factors[0].Exponent == Rational.One && slope.Sign == 0)
                slope = coefficient;
            else
                return (null, null);
        }
        return (slope, RationalFunction.Of(constant));
    }
}
