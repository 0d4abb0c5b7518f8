namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The kinds of node of an expression tree.</summary>
public enum NodeKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A variable or constant by its name: x, x_1, π, e, i, ∞, ∅, ℝ.</summary>
    Symbol,

    /// <summary>Words.</summary>
    Text,

    /// <summary>A sum of its children.</summary>
    Sum,

    /// <summary>A product of its children.</summary>
    Product,

    /// <summary>First child by second.</summary>
    Quotient,

    /// <summary>First child to the power of the second.</summary>
    Power,

    /// <summary>The child with the other sign.</summary>
    Negative,

    /// <summary>The child with either sign; the name is ± or ∓.</summary>
    PlusMinus,

    /// <summary>A function by its name of its children.</summary>
    Function,

    /// <summary>The child in percent.</summary>
    Percent,

    /// <summary>The child in degrees.</summary>
    Degree,

    /// <summary>The child with a unit, which is the name.</summary>
    Unit,

    /// <summary>A number in the base that is the child; the name holds its digits.</summary>
    Based,

    /// <summary>A ratio or a time: children joined by colons.</summary>
    Ratio,

    /// <summary>A tuple or interval; the name holds both brackets.</summary>
    Tuple,

    /// <summary>A finite set.</summary>
    Set,

    /// <summary>The set of the first child's values for which the second child holds.</summary>
    SetBuilder,

    /// <summary>Several answers side by side. The name is "or" where one of them said so.</summary>
    List,

    /// <summary>Two or more operands; the name holds the relation signs between them, one character each.</summary>
    Relation,

    /// <summary>A union, intersection or difference of two sets; the sign is the name.</summary>
    SetOperation,

    /// <summary>The entries of a matrix row by row; the value is the number of columns.</summary>
    Matrix,
}
