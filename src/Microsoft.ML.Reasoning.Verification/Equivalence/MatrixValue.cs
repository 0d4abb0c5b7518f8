namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A matrix of scalars, with sums, products and multiples carried out.</summary>
internal sealed class MatrixValue
{
    private const int LargestPower = 12, LargestDeterminant = 5;
    private readonly RationalFunction[] _entries;
    private readonly int _columns;

    private MatrixValue(RationalFunction[] entries, int columns) => (_entries, _columns) = (entries, columns);

    private int Rows => _entries.Length / _columns;

    /// <summary>Null where the expression is no matrix.</summary>
    public static MatrixValue? Read(MathNode node, ExpressionAlgebra algebra, WorkBudget budget)
    {
        switch (node.Kind)
        {
            case NodeKind.Matrix:
                RationalFunction?[] entries = [.. node.Children.Select(algebra.Scalar)];
                return entries.Contains(null) ? null : new MatrixValue(entries!, (int)node.Value.Numerator);
            case NodeKind.Negative:
                return Read(node.First, algebra, budget)?.Scaled(RationalFunction.Of(new Rational(-1)), budget);
            case NodeKind.Power when node.Last is { Kind: NodeKind.Symbol, Name: "T" }:
                return Read(node.First, algebra, budget)?.Transposed();
            case NodeKind.Power when node.Last is { Kind: NodeKind.Number, Value: { IsInteger: true } power } && power.Sign > 0 && power <= new Rational(LargestPower):
                MatrixValue? root = Read(node.First, algebra, budget), raised = root;
                for (int i = 1; i < (int)power.Numerator && raised is not null; i++)
                    raised = raised.Times(root!, budget);
                return raised;
            case NodeKind.Sum or NodeKind.Product:
                MatrixValue? result = null;
                RationalFunction scale = RationalFunction.Of(Rational.One);
                foreach (MathNode child in node.Children)
                {
                    if (Read(child, algebra, budget) is { } next)
                        result = result is null ? next : node.Kind == NodeKind.Sum ? result.Plus(next, budget) : result.Times(next, budget);
                    else if (node.Kind == NodeKind.Product && algebra.Scalar(child) is { } factor)
                    {
                        scale = scale.Times(factor, budget);
                        continue;
                    }
                    else
                        return null;
                    if (result is null)
                        return null;
                }
                return result?.Scaled(scale, budget);
            default:
                return null;
        }
    }

    public bool Equals(MatrixValue other, WorkBudget budget) =>
        _columns == other._columns && _entries.Length == other._entries.Length
        && _entries.Zip(other._entries).All(p => ScalarComparison.AreEqual(p.First, p.Second, budget));

    /// <summary>By the first row; null where the matrix is not square, or large.</summary>
    public RationalFunction? Determinant(WorkBudget budget)
    {
        if (Rows != _columns || _columns > LargestDeterminant)
            return null;
        if (_columns == 1)
            return _entries[0];
        RationalFunction sum = RationalFunction.Of(Rational.Zero);
        for (int j = 0; j < _columns; j++)
        {
            int left = j;
            var minor = new MatrixValue([.. _entries.Skip(_columns).Where((_, i) => i % _columns != left)], _columns - 1);
            RationalFunction term = _entries[j].Times(minor.Determinant(budget)!, budget);
            sum = j % 2 == 0 ? sum.Plus(term, budget) : sum.Minus(term, budget);
        }
        return sum;
    }

    private MatrixValue Transposed() => new([.. Enumerable.Range(0, _entries.Length).Select(i => _entries[i % Rows * _columns + i / Rows])], Rows);

    private MatrixValue Scaled(RationalFunction factor, WorkBudget budget) => new([.. _entries.Select(e => e.Times(factor, budget))], _columns);

    private MatrixValue? Plus(MatrixValue other, WorkBudget budget) => _columns == other._columns && _entries.Length == other._entries.Length
        ? new([.. _entries.Zip(other._entries, (a, b) => a.Plus(b, budget))], _columns) : null;

    private MatrixValue? Times(MatrixValue other, WorkBudget budget)
    {
        if (_columns != other.Rows)
            return null;
        budget.Spend(_entries.Length * other._columns);
        var product = new RationalFunction[Rows * other._columns];
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < other._columns; j++)
            {
                RationalFunction sum = RationalFunction.Of(Rational.Zero);
                for (int k = 0; k < _columns; k++)
                    sum = sum.Plus(_entries[i * _columns + k].Times(other._entries[k * other._columns + j], budget), budget);
                product[i * other._columns + j] = sum;
            }
        return new(product, other._columns);
    }
}
