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
            return (gold.Name == answer.Name || _options.AnyBrackets) && InOrder(gold, answer);
        if (gold.Kind == NodeKind.Tuple || answer.Kind == NodeKind.Tuple)
            return CompareTuple(gold.Kind == NodeKind.Tuple ? gold : answer, gold.Kind == NodeKind.Tuple ? answer : gold, gold, answer);
        if (gold.Kind == NodeKind.List && answer.Kind == NodeKind.List)
            (gold, answer) = (AsTuples(gold, answer), AsTuples(answer, gold));
        if (IsCollection(gold) && IsCollection(answer))
            return NamesOneSideOnly(gold, answer) || (_options.OrderedLists && gold.Kind == NodeKind.List && answer.Kind == NodeKind.List) ? InOrder(gold, answer) : InAnyOrder(Items(gold, answer), Items(answer, gold));
        // {5} is 5.
        return gold.Children.Count == 1 && IsCollection(gold) ? Equal(gold.First, answer)
            : answer.Children.Count == 1 && IsCollection(answer) && Equal(gold, answer.First);
    }

    private bool CompareTuple(MathNode tuple, MathNode other, MathNode gold, MathNode answer) => other.Kind switch
    {
        // "1, 2" for (1, 2); a set has no order and is no tuple.
        NodeKind.List => tuple.Name == "()" && InOrder(gold, answer),
        NodeKind.Matrix => tuple.Name == "()" && (other.Value == Rational.One || other.Value == new Rational(other.Children.Count)) && InOrder(gold, answer),
        NodeKind.Set => _options.SetForTuple && InOrder(gold, answer),
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
    private List<MathNode> Items(MathNode list, MathNode other) =>
        list.Kind == NodeKind.List && other.Kind == NodeKind.List && list.Name != "{}" && other.Name != "{}" ? [.. list.Children] : Distinct(list.Children);

    // Items that read the same in normal form find each other at once; only the others are compared one by one.
    private bool InAnyOrder(List<MathNode> expected, List<MathNode> found)
    {
        if (expected.Count != found.Count)
            return false;
        var places = new Dictionary<string, Stack<int>>(StringComparer.Ordinal);
        for (int i = 0; i < found.Count; i++)
        {
            string key = KeyOf(found[i]);
            if (!places.TryGetValue(key, out Stack<int>? same))
                places.Add(key, same = new Stack<int>());
            same.Push(i);
        }
        var taken = new bool[found.Count];
        var others = new List<MathNode>();
        foreach (MathNode item in expected)
        {
            if (places.TryGetValue(KeyOf(item), out Stack<int>? same) && same.Count > 0)
                taken[same.Pop()] = true;
            else
                others.Add(item);
        }
        List<MathNode> left = [.. found.Where((_, i) => !taken[i])];
        foreach (MathNode item in others)
        {
            int place = left.FindIndex(f => Equal(item, f));
            if (place < 0)
                return false;
            left.RemoveAt(place);
        }
        return true;
    }

    private string KeyOf(MathNode node)
    {
        _budget.Spend(2);
        return node.Kind switch
        {
            NodeKind.Tuple => node.Name[0] + string.Join(",", node.Children.Select(KeyOf)) + node.Name[1],
            NodeKind.Text => TextForm.Of(node.Name),
            NodeKind.Unit or NodeKind.Percent or NodeKind.Degree or NodeKind.Ratio => node.ToString(),
            _ => _algebra.Scalar(node)?.Key ?? node.ToString(),
        };
    }

    private List<MathNode> Distinct(IReadOnlyList<MathNode> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Where(i => seen.Add(KeyOf(i)))];
    }
}
