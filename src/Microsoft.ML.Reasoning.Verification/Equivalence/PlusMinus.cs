namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Writes an answer with ± as the two answers that it stands for; all signs of one answer change together, ∓ against ±.</summary>
internal static class PlusMinus
{
    public static MathNode Expand(MathNode node)
    {
        if (!node.HasPlusMinus)
            return node;
        IReadOnlyList<MathNode> items = node.Kind is NodeKind.List or NodeKind.Set ? node.Children : [node];
        var answers = new List<MathNode>();
        foreach (MathNode item in items)
        {
            if (item.HasPlusMinus)
                answers.AddRange([Choose(item, plus: true), Choose(item, plus: false)]);
            else
                answers.Add(item);
        }
        return new MathNode(node.Kind == NodeKind.Set ? NodeKind.Set : NodeKind.List, "", node.Start, node.End, answers);
    }

    private static MathNode Choose(MathNode node, bool plus)
    {
        if (!node.HasPlusMinus)
            return node;
        if (node.Kind != NodeKind.PlusMinus)
            return node.With([.. node.Children.Select(c => Choose(c, plus))]);
        MathNode child = Choose(node.First, plus);
        return plus == (node.Name == "±") ? child : new MathNode(NodeKind.Negative, "", node.Start, node.End, child);
    }
}
