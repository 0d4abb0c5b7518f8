namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Sums and products over a running variable.</summary>
internal static class FiniteSum
{
    private const int MostTerms = 200;

    /// <summary>The value where the bounds are near integers; else null, and the node with a name of its own for the running variable.</summary>
    public static RationalFunction? Read(MathNode node, ExpressionAlgebra algebra, WorkBudget budget, out MathNode renamed)
    {
        renamed = node;
        if (node.Name is not ("sum" or "prod") || node.Children is not [{ Kind: NodeKind.Function, Name: "_" } below, .., var body]
            || !below.First.Is(NodeKind.Relation, "=") || below.First.First.Kind != NodeKind.Symbol)
            return null;
        MathNode variable = below.First.First;
        MathNode own = new(NodeKind.Symbol, $"•{node.Depth}", variable.Start, variable.End);
        renamed = node.Substitute(variable.Name, own);
        if (node.Children is not [_, { Kind: NodeKind.Function, Name: "^" } above, _] || algebra.Scalar(below.First.Last)?.AsNumber is not { IsInteger: true } from
            || algebra.Scalar(above.First)?.AsNumber is not { IsInteger: true } to || to - from > new Rational(MostTerms))
            return null;
        RationalFunction result = RationalFunction.Of(node.Name == "sum" ? Rational.Zero : Rational.One);
        for (Rational value = from; value <= to; value += Rational.One)
        {
            if (algebra.Scalar(body.Substitute(variable.Name, new MathNode(value, false, variable.Start, variable.End))) is not { } term)
                return null;
            result = node.Name == "sum" ? result.Plus(term, budget) : result.Times(term, budget);
        }
        return result;
    }
}
