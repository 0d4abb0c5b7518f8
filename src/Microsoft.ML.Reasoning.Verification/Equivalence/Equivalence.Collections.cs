namespace Microsoft.ML.Reasoning.Verification;

/// <content>Lists, sets, tuples and intervals.</content>
internal sealed partial class Equivalence
{
    private static bool IsCollection(MathNode node) => node.Kind is NodeKind.List or NodeKind.Set or NodeKind.Tuple;

    private bool CompareCollections(MathNode gold, MathNode answer)
    {
        // (p, q) = (3, 2)
        if (IsAssignment(gold) && answer.Kind != NodeKind.Relation)
            return Equal(gold.Last, answer);
        if (IsAssignment(answer) && gold.Kind != NodeKind.Relation)
            return Equal(gold, answer.Last);
        if (gold.Kind == NodeKind.Tuple && answer.Kind == NodeKind.Tuple)
            return gold.Name == answer.Name && InOrder(gold, answer);
        if (gold.Kind == NodeKind.Tuple || answer.Kind == NodeKind.Tuple)
            return CompareTuple(gold.Kind == NodeKind.Tuple ? gold : answer, gold.Kind == NodeKind.Tuple ? answer : gold, gold, answer);
        if (gold.Kind == NodeKind.List && answer.Kind == NodeKind.List)
            (gold, answer) = (AsTuples(gold, answer), AsTuples(answer, gold));
        if (IsCollection(gold) && IsCollection(answer))
            return NamesOneSideOnly(gold, answer) ? InOrder(gold, answer) : InAnyOrder(Items(gold, answer), Items(answer, gold));
        // {5} is 5.
        return gold.Children.Count == 1 && IsCollection(gold) ? Equal(gold.First, answer)
            : answer.Children.Count == 1 && IsCollection(answer) && Equal(gold, answer.First);
    }

    private bool CompareTuple(MathNode tuple, MathNode other, MathNode gold, MathNode answer) => other.Kind switch
    {
        // "1, 2" for (1, 2); a set has no order and is no tuple.
        NodeKind.List => tuple.Name == "()" && InOrder(gold, answer),
        NodeKind.Matrix => tuple.Name == "()" && (other.Value == Rational.One || other.Value == new Rational(other.Children.Count)) && InOrder(gold, answer),
        _ => false,
    };

    private bool InOrder(MathNode gold, MathNode answer) =>
        gold.Children.Count == answer.Children.Count && gold.Children.Zip(answer.Children).All(p => Equal(p.First, p.Second));

    // x = 1, y = 2 against 1, 2: the names that one side leaves out are its order.
    private static bool NamesOneSideOnly(MathNode gold, MathNode answer) => Names(gold) > 1 != Names(answer) > 1;

    private static int Names(MathNode list) => list.Children.All(IsAssignment) ? list.Children.Select(c => c.First.ToString()).Distinct().Count() : 0;

    // x = 1, y = 2 or x = 3, y = 4 against (1, 2), (3, 4): names that come round again begin the next tuple.
    private static MathNode AsTuples(MathNode list, MathNode other)
    {
        if (other.Children[0].Kind != NodeKind.Tuple || !list.Children.All(IsAssignment))
            return list;
        string[] names = [.. list.Children.Select(c => c.First.ToString())];
        int round = Array.IndexOf(names, names[0], 1);
        if (round < 2 || names.Length % round != 0 || names.Where((name, i) => name != names[i % round]).Any())
            return list;
        return list.With([.. list.Children.Chunk(round).Select(c => new MathNode(NodeKind.Tuple, "()", c[0].Start, c[^1].End, c))]);
    }

    // Two plain lists may count an item twice; a set does not.
    private static List<MathNode> Items(MathNode list, MathNode other) =>
        list.Kind == NodeKind.List && other.Kind == NodeKind.List && list.Name != "{}" && other.Name != "{}" ? [.. list.Children] : Distinct(list.Children);

    private bool InAnyOrder(List<MathNode> expected, List<MathNode> found)
    {
        if (expected.Count != found.Count)
            return false;
        foreach (MathNode item in expected)
        {
            int place = found.FindIndex(f => Equal(item, f));
            if (place < 0)
                return false;
            found.RemoveAt(place);
        }
        return true;
    }

    private static List<MathNode> Distinct(IReadOnlyList<MathNode> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Where(i => seen.Add(i.ToString()))];
    }
}
