namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Writes a tree so that answers with the same meaning read the same, as far as one form can say it. Votes and explanations use it.</summary>
internal static class NormalForms
{
    private const int Steps = 10_000, LongestForm = 500;

    public static string? Of(MathNode node)
    {
        try
        {
            var budget = new WorkBudget(Steps);
            string form = Write(PlusMinus.Expand(node), new ExpressionAlgebra(budget));
            return form.Length <= LongestForm ? form : null;
        }
        catch (WorkBudgetException)
        {
            return null;
        }
    }

    private static string Write(MathNode node, ExpressionAlgebra algebra) =>
        RealSetReader.IsCertain(node) && new RealSetReader(algebra, new WorkBudget(Steps)).Read(node) is { } set ? set.ToString() : Part(node, algebra);

    private static string Part(MathNode node, ExpressionAlgebra algebra) => node.Kind switch
    {
        NodeKind.List or NodeKind.Set => "{" + string.Join(", ", node.Children.Select(c => Write(c, algebra)).Distinct().Order(StringComparer.Ordinal)) + "}",
        NodeKind.Tuple => node.Name[0] + string.Join(", ", node.Children.Select(c => Write(c, algebra))) + node.Name[1],
        NodeKind.Relation when node.Name == "∈" || (node.Name.All(c => c == '=') && node.First.Kind is NodeKind.Symbol or NodeKind.Function or NodeKind.Tuple) => Write(node.Last, algebra),
        NodeKind.Relation => string.Join(" ", node.Children.Select((c, i) => Write(c, algebra) + (i < node.Name.Length ? " " + node.Name[i] : ""))),
        NodeKind.SetOperation => $"{Write(node.First, algebra)} {node.Name} {Write(node.Last, algebra)}",
        NodeKind.Matrix => "[" + string.Join(", ", node.Children.Select(c => Write(c, algebra))) + $"]/{node.Value}",
        NodeKind.Percent => Write(node.First, algebra) + "%",
        NodeKind.Ratio => string.Join(":", node.Children.Select(c => Write(c, algebra))) + node.Name,
        NodeKind.Text => TextForm.Of(node.Name),
        _ => algebra.Scalar(node)?.Key ?? node.ToString(),
    };
}
