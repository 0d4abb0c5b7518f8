namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Whether an answer's tree means what the gold answer's means. One object a comparison: it holds the budget.</summary>
internal sealed partial class Equivalence
{
    private const int Steps = 40_000, DeepestComparison = 40;
    private readonly VerificationOptions _options;
    private readonly WorkBudget _budget = new(Steps);
    private readonly ExpressionAlgebra _algebra;
    private readonly RealSetReader _sets;
    private int _depth;

    private Equivalence(VerificationOptions options)
    {
        _options = options;
        _algebra = new ExpressionAlgebra(_budget);
        _sets = new RealSetReader(_algebra, _budget);
    }

    /// <summary>Whether a decimal was taken as a rounded value.</summary>
    public bool WasRounded { get; private set; }

    /// <summary>Compares; a comparison that takes more steps than it may finds nothing equal.</summary>
    public static (bool AreEqual, bool WasRounded, bool WasCut) Compare(MathNode gold, MathNode answer, VerificationOptions options)
    {
        var equivalence = new Equivalence(options);
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
        if (gold.Is(NodeKind.Relation, "∈") || answer.Is(NodeKind.Relation, "∈"))
            return Equal(gold.Is(NodeKind.Relation, "∈") ? gold.Last : gold, answer.Is(NodeKind.Relation, "∈") ? answer.Last : answer);
        if (IsCollection(gold) || IsCollection(answer))
            return CompareCollections(gold, answer);
        if (gold.Kind == NodeKind.Relation || answer.Kind == NodeKind.Relation)
            return CompareRelations(gold, answer);
        if (MatrixValue.Read(gold, _algebra, _budget) is { } goldMatrix && MatrixValue.Read(answer, _algebra, _budget) is { } matrix)
            return goldMatrix.Equals(matrix, _budget);
        if (gold.Kind == NodeKind.Ratio && answer.Kind == NodeKind.Ratio)
            return CompareRatios(gold, answer);
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

    private bool CompareRatios(MathNode gold, MathNode answer)
    {
        if (gold.Children.Count != answer.Children.Count || (gold.Name != answer.Name && gold.Name.Length > 0 && answer.Name.Length > 0))
            return false;
        if (gold.Children.Zip(answer.Children).All(p => Equal(p.First, p.Second)))
            return true;
        if (gold.Name.Length + answer.Name.Length > 0)
            return false;
        // 1 : 2 : 3 is 2 : 4 : 6: every part to the first as on the other side.
        for (int i = 1; i < gold.Children.Count; i++)
            if (_algebra.Scalar(gold.Children[i]) is not { } a || _algebra.Scalar(answer.First) is not { } b || _algebra.Scalar(gold.First) is not { } c
                || _algebra.Scalar(answer.Children[i]) is not { } d || a.Top.IsZero || b.Top.IsZero || c.Top.IsZero || d.Top.IsZero
                || !ScalarComparison.AreEqual(a.Times(b, _budget), c.Times(d, _budget), _budget))
                return false;
        return true;
    }
}
