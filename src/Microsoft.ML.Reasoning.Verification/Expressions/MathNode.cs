using System.Text;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A node of an expression tree; immutable.</summary>
public sealed class MathNode
{
    internal MathNode(NodeKind kind, string name, int start, int end, params IReadOnlyList<MathNode> children)
    {
        (Kind, Name, Start, End, Children) = (kind, name, start, end, children);
        Depth = children.Count == 0 ? 1 : 1 + children.Max(c => c.Depth);
        HasDecimal = children.Any(c => c.HasDecimal);
        HasPlusMinus = kind == NodeKind.PlusMinus || children.Any(c => c.HasPlusMinus);
    }

    internal MathNode(Rational value, bool isDecimal, int start, int end)
    {
        (Kind, Name, Start, End, Children, Value, HasDecimal) = (NodeKind.Number, "", start, end, [], value, isDecimal);
    }

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>Name of a symbol, function or unit, signs of a relation, brackets of a tuple; see <see cref="NodeKind"/>.</summary>
    public string Name { get; }

    /// <summary>First character in the source.</summary>
    public int Start { get; }

    /// <summary>One after the last character in the source.</summary>
    public int End { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<MathNode> Children { get; }

    /// <summary>The value of a number, the columns of a matrix, one for a ratio that may be a time of day.</summary>
    public Rational Value { get; internal init; }

    /// <summary>Whether a number in it is written with decimals, so that its value may be rounded.</summary>
    public bool HasDecimal { get; }

    /// <summary>Whether ± stands in it.</summary>
    public bool HasPlusMinus { get; }

    internal int Depth { get; } = 1;

    internal MathNode First => Children[0];

    internal MathNode Last => Children[^1];

    internal bool Is(NodeKind kind, string name) => Kind == kind && Name == name;

    /// <summary>Whether a ratio is written like a time of day.</summary>
    internal bool IsClock => Kind == NodeKind.Ratio && Value.Sign > 0;

    internal MathNode AsClock() => new(Kind, Name, Start, End, Children) { Value = Rational.One };

    internal MathNode With(params IReadOnlyList<MathNode> children) => new(Kind, Name, Start, End, children) { Value = Value };

    /// <summary>The tree with another one in the place of a symbol.</summary>
    internal MathNode Substitute(string symbol, MathNode replacement) =>
        Kind == NodeKind.Symbol ? (Name == symbol ? replacement : this)
        : Children.Count == 0 ? this : With([.. Children.Select(c => c.Substitute(symbol, replacement))]);

    /// <summary>The tree in prefix form: equal trees read the same.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        if (Kind == NodeKind.Number)
        {
            text.Append(Value.ToString());
            return;
        }
        if (Kind is NodeKind.Symbol or NodeKind.Text)
        {
            text.Append(Name);
            return;
        }
        text.Append(Kind).Append(Name.Length > 0 ? $"[{Name}]" : "").Append('(');
        for (int i = 0; i < Children.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Children[i].Write(text);
        }
        text.Append(')');
    }
}
