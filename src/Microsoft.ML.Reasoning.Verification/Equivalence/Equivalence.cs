namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Whether an answer's tree means what the gold answer's means. One object a comparison: it holds the budget.</summary>
internal sealed partial class Equivalence
{
    private const int Steps = 40_000, StepsAnItem = 300, MostItems = 2_000, DeepestComparison = 40;
    private readonly VerificationOptions _options;
    private readonly WorkBudget _budget;
    private readonly ExpressionAlgebra _algebra;
    private readonly RealSetReader _sets;
    private int _depth;

    private Equivalence(VerificationOptions options, int items)
    {
        _options = options;
        // Long lists cost a share for each of their items.
        _budget = new WorkBudget(Steps + StepsAnItem * Math.Min(items, MostItems));
        _algebra = new ExpressionAlgebra(_budget);
        _sets = new RealSetReader(_algebra, _budget);
    }

    /// <summary>Whether a decimal was taken as a rounded value.</summary>
    public bool WasRounded { get; private set; }

    /// <summary>Compares; a comparison that takes more steps than it may finds nothing equal.</summary>
    public static (bool AreEqual, bool WasRounded, bool WasCut) Compare(MathNode gold, MathNode answer, VerificationOptions options)
    {
        var equivalence = new Equivalence(options, gold.Children.Count + answer.Children.Count);
        try
        {
            return (equivalence.Equal(PlusMinus.Expand(gold), PlusMinus.Expand(answer)), equivalence.WasRounded, false);
        }
        catch (WorkBudgetException)
        {
            return (false, false, true);
        }
    }

    private bool Equal(MathNode gold, MathNode answer)
    {
        _budget.Spend(10);
        if (++_depth > DeepestComparison)
            throw new WorkBudgetException();
        bool equal = Compare(gold, answer);
        _depth--;
        return equal;
    }

    private bool Compare(MathNode gold, MathNode answer)
    {
        if (RealSetReader.IsCertain(gold) || RealSetReader.IsCertain(answer))
        {
            if (CompareSets(gold, answer) is { } verdict)
                return verdict;
        }
        if (gold.Is(NodeKind.Function, "mod") && answer.Is(NodeKind.Function, "mod"))
            return CompareResidues(gold, answer);
        (gold, answer) = (AsPoint(gold, answer), AsPoint(answer, gold));
        (gold, answer) = (AsMatrix(gold, answer), AsMatrix(answer, gold));
        if (gold.Is(NodeKind.Relation, "∈") || answer.Is(NodeKind.Relation, "∈"))
            return Equal(gold.Is(NodeKind.Relation, "∈") ? gold.Last : gold, answer.Is(NodeKind.Relation, "∈") ? answer.Last : answer);
        if (IsCollection(gold) || IsCollection(answer))
            return CompareCollections(gold, answer);
        if (gold.Kind == NodeKind.Relation || answer.Kind == NodeKind.Relation)
            return CompareRelations(gold, answer);
        if (MatrixValue.Read(gold, _algebra, _budget) is { } goldMatrix && MatrixValue.Read(answer, _algebra, _budget) is { } matrix)
            return goldMatrix.Equals(matrix, _budget);
        if (gold.Kind == NodeKind.Ratio && answer.Kind == NodeKind.Ratio)
            return gold.IsClock && answer.IsClock ? CompareTimes(gold, answer) : CompareRatios(gold, answer);
        if (gold.Kind == NodeKind.Ratio && gold.Name.Length > 0 || answer.Kind == NodeKind.Ratio && answer.Name.Length > 0)
            return CompareHours(gold, answer);
        if (gold.Kind == NodeKind.Text || answer.Kind == NodeKind.Text)
            return Words(gold) is { } expected && Words(answer) is { } words && TextForm.Of(expected) == TextForm.Of(words);
        return CompareScalars(gold, answer);
    }

    // Null where one of them is no set after all, so that they may be equal as something else.
    private bool? CompareSets(MathNode gold, MathNode answer)
    {
        if (!_options.InequalityForInterval && !IsInequality(gold) && IsInequality(answer))
            return false;
        if (_sets.Read(gold) is not { } goldSet || _sets.Read(answer) is not { } set)
            return null;
        return goldSet.Matches(set, (a, b) => a.IsIncluded == b.IsIncluded && (a.Value is null ? a.Place == b.Place
            : b.Value is not null && SameNumber(a.Value, b.Value, gold.HasDecimal || answer.HasDecimal)));
    }

    private static bool IsInequality(MathNode node) => node.Kind is NodeKind.Relation or NodeKind.List && node.Name != "∈";

    // The words that a tree was read from; null where anything but words and letters is in it.
    private static string? Words(MathNode node) => node.Kind is NodeKind.Text or NodeKind.Symbol ? node.Name
        : node.Kind == NodeKind.Product && node.Children.All(c => c.Kind is NodeKind.Text or NodeKind.Symbol) ? string.Concat(node.Children.Select(c => c.Name)) : null;

    // P(1, 2) is the point (1, 2), where the other side is one.
    private static MathNode AsPoint(MathNode node, MathNode other) =>
        node.Kind == NodeKind.Function && other.Kind == NodeKind.Tuple && node.Children.Count > 1 && node.Name.Length == 1 && char.IsAsciiLetterUpper(node.Name[0])
            ? new MathNode(NodeKind.Tuple, "()", node.Start, node.End, node.Children) : node;

    // [[1, 2], [3, 4]], where the other side is a matrix.
    private static MathNode AsMatrix(MathNode node, MathNode other) =>
        other.Kind == NodeKind.Matrix && node.Is(NodeKind.Tuple, "[]") && node.Children.All(c => c.Is(NodeKind.Tuple, "[]") && c.Children.Count == node.First.Children.Count)
            ? new MathNode(NodeKind.Matrix, "", node.Start, node.End, [.. node.Children.SelectMany(c => c.Children)]) { Value = new Rational(node.First.Children.Count) }
            : node;

    // x ≡ 3 (mod 7) is x ≡ 10 (mod 7).
    private bool CompareResidues(MathNode gold, MathNode answer)
    {
        if (_algebra.Scalar(gold.Last)?.AsNumber is not { IsInteger: true } modulus || modulus != _algebra.Scalar(answer.Last)?.AsNumber)
            return false;
        (MathNode left, MathNode right) = (gold.First, answer.First);
        if (left.Kind == NodeKind.Relation && right.Kind == NodeKind.Relation && !Equal(left.First, right.First))
            return false;
        (left, right) = (left.Kind == NodeKind.Relation ? left.Last : left, right.Kind == NodeKind.Relation ? right.Last : right);
        return _algebra.Scalar(left) is { } a && _algebra.Scalar(right) is { } b && a.Minus(b, _budget).AsNumber is { } difference
            ? difference.IsInteger && modulus.Sign != 0 && (difference / modulus).IsInteger : Equal(left, right);
    }
}
