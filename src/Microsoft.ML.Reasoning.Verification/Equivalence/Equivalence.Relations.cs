namespace Microsoft.ML.Reasoning.Verification;

/// <content>Equations, assignments and inequalities.</content>
internal sealed partial class Equivalence
{
    private bool CompareRelations(MathNode gold, MathNode answer)
    {
        (gold, answer) = (NameFirst(gold), NameFirst(answer));
        if (gold.Kind != NodeKind.Relation)
            return IsAssignment(answer) && Equal(gold, answer.Last);
        if (answer.Kind != NodeKind.Relation)
            return IsAssignment(gold) && Equal(gold.Last, answer);
        answer = WithVariableOf(gold, answer);
        if (IsAssignment(gold) && IsAssignment(answer) && SameName(gold.First, answer.First))
            return Equal(gold.Last, answer.Last);
        if (gold.Name.Length != answer.Name.Length)
            return false;
        return CompareDifferences(gold, answer) || (gold.Name == answer.Name && InOrder(gold, answer)) || CompareReversed(gold, answer);
    }

    // f(t) = t^2 is f(x) = x^2.
    private static MathNode WithVariableOf(MathNode gold, MathNode answer) =>
        gold.First is { Kind: NodeKind.Function, Children: [{ Kind: NodeKind.Symbol } expected] } && answer.First is { Kind: NodeKind.Function, Children: [{ Kind: NodeKind.Symbol } found] }
            && gold.First.Name == answer.First.Name && expected.Name != found.Name && !Mentions(answer.Last, expected.Name)
            ? answer.Substitute(found.Name, expected) : answer;

    private static bool Mentions(MathNode node, string symbol) => (node.Kind == NodeKind.Symbol && node.Name == symbol) || node.Children.Any(c => Mentions(c, symbol));

    // 5 = x is x = 5.
    private static MathNode NameFirst(MathNode node) =>
        node.Is(NodeKind.Relation, "=") && node.Last.Kind == NodeKind.Symbol && HasName(node.Last) && !HasName(node.First) ? node.With(node.Last, node.First) : node;

    // x = 5, f(x) = 5, AB : CD = 5, (p, q) = (3, 2), 2 + 3 = 5: what stands first only names or prepares what stands last.
    private static bool IsAssignment(MathNode node) =>
        node.Kind == NodeKind.Relation && node.Name.All(c => c == '=') && (IsName(node.First) || !(HasName(node.First) || HasName(node.Last)));

    private static bool IsName(MathNode node) => node.Kind switch
    {
        NodeKind.Symbol or NodeKind.Text => true,
        NodeKind.Function => !node.Name.Equals("sqrt", StringComparison.Ordinal),
        NodeKind.Tuple => node.Children.All(IsName),
        NodeKind.Ratio or NodeKind.Quotient => node.Children.All(IsName),
        NodeKind.Product => node.Children.All(c => c.Kind == NodeKind.Symbol && char.IsUpper(c.Name[0]))
            || (node.Children.Count == 2 && node.First.Kind == NodeKind.Symbol && node.Last.Kind is NodeKind.Symbol or NodeKind.Tuple && node.Last.Name.Length > 1),
        NodeKind.Unit or NodeKind.Degree => IsName(node.First),
        _ => false,
    };

    private static bool HasName(MathNode node) =>
        (node.Kind == NodeKind.Symbol && node.Name is not ("π" or "e" or "i" or "∞")) || node.Kind == NodeKind.Text || node.Children.Any(HasName);

    // y and f(x) both name the dependent variable.
    private static bool SameName(MathNode gold, MathNode answer) =>
        gold.ToString() == answer.ToString() || (IsDependent(gold) && IsDependent(answer) && gold.Kind != answer.Kind)
        || (!HasName(gold) && !HasName(answer));

    private static bool IsDependent(MathNode node) =>
        node.Is(NodeKind.Symbol, "y") || (node.Kind == NodeKind.Function && node.Children.Count == 1 && node.First.Kind == NodeKind.Symbol);

    // Both as "difference ? 0": one is a multiple of the other, and for an inequality the factor's sign turns it.
    private bool CompareDifferences(MathNode gold, MathNode answer)
    {
        if (gold.Name.Length != 1 || Kind(gold.Name[0]) is not { } kind || Kind(answer.Name[0]) != kind
            || Difference(gold) is not { } expected || Difference(answer) is not { } found)
            return false;
        return ScalarComparison.AreProportional(expected, found, _budget, out int sign)
            && (kind is '=' or '≠' || (Direction(gold.Name[0]) * Direction(answer.Name[0]) == sign && sign != 0));
    }

    private RationalFunction? Difference(MathNode relation) =>
        _algebra.Scalar(relation.First) is { } left && _algebra.Scalar(relation.Last) is { } right ? left.Minus(right, _budget) : null;

    private static char? Kind(char sign) => sign switch { '=' or '≠' => sign, '<' or '>' => '<', '≤' or '≥' => '≤', _ => null };

    private static int Direction(char sign) => sign is '<' or '≤' ? -1 : 1;

    // 1 > x > 0 is 0 < x < 1.
    private bool CompareReversed(MathNode gold, MathNode answer)
    {
        string turned = new([.. answer.Name.Reverse().Select(c => c switch { '<' => '>', '>' => '<', '≤' => '≥', '≥' => '≤', _ => c })]);
        return turned == gold.Name && !turned.Contains('∈', StringComparison.Ordinal) && !turned.Contains('→', StringComparison.Ordinal)
            && InOrder(gold, answer.With([.. answer.Children.Reverse()]));
    }
}
