using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Brings scalar expressions to the normal form of a quotient of polynomials over atoms.</summary>
internal sealed class ExpressionAlgebra(WorkBudget budget)
{
    private static readonly Rational Half = new(1, 2);
    private static readonly Atom Pi = Atom.Constant("π", Math.PI, () => PreciseReal.Pi);
    private readonly AlgebraicPowers _powers = new(budget);

    /// <summary>The normal form; null where the expression has no scalar value: words, sets, infinity, a division by zero.</summary>
    public RationalFunction? Scalar(MathNode node)
    {
        budget.Spend(4);
        return node.Kind switch
        {
            NodeKind.Number => RationalFunction.Of(node.Value),
            NodeKind.Symbol => Symbol(node.Name),
            NodeKind.Sum => Fold(node, (a, b) => a.Plus(b, budget)),
            NodeKind.Product => Fold(node, (a, b) => a.Times(b, budget)),
            NodeKind.Quotient => Two(node, (a, b) => a.Over(b, budget)),
            NodeKind.Negative => Scalar(node.First)?.Negated(),
            NodeKind.Power => Two(node, _powers.Power),
            NodeKind.Percent => Scalar(node.First)?.Times(RationalFunction.Of(new Rational(1, 100)), budget),
            NodeKind.Degree or NodeKind.Unit => Scalar(node.First),
            NodeKind.Based => BasedNumber.Value(node) is { } value ? RationalFunction.Of(value) : null,
            NodeKind.Ratio when node.Name.Length == 0 && node.Children.Count == 2 => Two(node, (a, b) => a.Over(b, budget)),
            NodeKind.Function => Function(node),
            NodeKind.Matrix when node.Name == "det" => MatrixValue.Read(node, this, budget)?.Determinant(budget),
            _ => null,
        };
    }

    private static RationalFunction? Symbol(string name) => name switch
    {
        "∞" or "∅" => null,
        "π" => RationalFunction.Of(Pi, Rational.One),
        "e" => RationalFunction.Of(AlgebraicPowers.Euler, Rational.One),
        "i" => RationalFunction.Of(Atom.ImaginaryUnit, Rational.One),
        _ when name.StartsWith('\uD835') => null,
        _ => RationalFunction.Of(Atom.Variable(name), Rational.One),
    };

    private RationalFunction? Fold(MathNode node, Func<RationalFunction, RationalFunction, RationalFunction> operation)
    {
        RationalFunction? result = Scalar(node.First);
        for (int i = 1; i < node.Children.Count && result is not null; i++)
            result = Scalar(node.Children[i]) is { } next ? operation(result, next) : null;
        return result;
    }

    private RationalFunction? Two(MathNode node, Func<RationalFunction, RationalFunction, RationalFunction?> operation) =>
        Scalar(node.First) is { } first && Scalar(node.Last) is { } second ? operation(first, second) : null;

    private RationalFunction? Function(MathNode node)
    {
        if (MathVocabulary.BigOperators.Contains(node.Name))
            return FiniteSum.Read(node, this, budget, out MathNode renamed) ?? Opaque(node.Name, string.Join("; ", renamed.Children.Select(Describe)));
        if (node.Name == "det" && MatrixValue.Read(node.First, this, budget) is { } matrix)
            return matrix.Determinant(budget);
        var arguments = new RationalFunction[node.Children.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (Scalar(node.Children[i]) is not { } argument)
                return null;
            arguments[i] = argument;
        }
        RationalFunction first = arguments[0];
        switch (node.Name)
        {
            case "sqrt":
                return _powers.Power(first, RationalFunction.Of(Half));
            case "root":
                return RationalFunction.Of(Rational.One).Over(arguments[1], budget) is { } inverse ? _powers.Power(first, inverse) : null;
            case "exp":
                return _powers.Power(RationalFunction.Of(AlgebraicPowers.Euler, Rational.One), first);
            case "C" when arguments.Length == 2:
                return CountingFunctions.Exact("binomial", arguments) is { } chosen ? RationalFunction.Of(chosen) : Opaque(node.Name, string.Join("; ", arguments.Select(a => a.Key)));
            case "P" when arguments.Length == 2 && CountingFunctions.Exact("P", arguments) is { } arranged:
                return RationalFunction.Of(arranged);
            case "max" or "min" or "gcd" or "lcm" or "mod" or "doublefactorial" when CountingFunctions.Exact(node.Name, arguments) is { } value:
                return RationalFunction.Of(value);
            case "factorial" or "binomial" when CountingFunctions.Exact(node.Name, arguments) is { } count:
                return RationalFunction.Of(count);
            case "binomial" when CountingFunctions.Binomial(first, arguments[1], budget) is { } symbolic:
                return symbolic;
            case "binomial":
                return Factorial(first).Over(Factorial(arguments[1]).Times(Factorial(first.Minus(arguments[1], budget)), budget), budget);
            case "factorial":
                return Factorial(first);
            case "ln":
                return _powers.Logarithm(first);
            case "log" or "lg":
                return _powers.Logarithm(first) is { } top && _powers.Logarithm(arguments.Length > 1 ? arguments[1] : RationalFunction.Of(new Rational(10))) is { } bottom
                    ? top.Over(bottom, budget) : null;
            case "abs" when first.AsNumber is { } number:
                return RationalFunction.Of(number.Abs());
        }
        if (arguments.Length == 1 && NumericFunctions.OfOne(node.Name) is { } function)
        {
            if (HasDegree(node.First))
                first = first.Times(RationalFunction.Of(Pi, Rational.One), budget).Times(RationalFunction.Of(new Rational(1, 180)), budget);
            return RationalFunction.Of(new Atom($"{node.Name}({first.Key})", AtomKind.Transcendental, point => function(first.At(point)),
                () => first.Precise(budget) is { } value ? NumericFunctions.Precise(node.Name, value) : null), Rational.One);
        }
        return Opaque(node.Name, string.Join("; ", arguments.Select(a => a.Key)));
    }

    private static RationalFunction Factorial(RationalFunction value) =>
        RationalFunction.Of(new Atom($"factorial({value.Key})", AtomKind.Transcendental, point => NumericFunctions.Factorial(value.At(point))), Rational.One);

    // A function that is not known: equal where name and arguments are.
    private static RationalFunction Opaque(string name, string arguments) => RationalFunction.Of(Atom.Variable($"{name}({arguments})"), Rational.One);

    private string Describe(MathNode part) =>
        part.Kind == NodeKind.Function && part.Name is "_" or "^" ? part.Name + Describe(part.First)
        : part.Kind == NodeKind.Relation ? string.Join(part.Name, part.Children.Select(Describe))
        : Scalar(part)?.Key ?? part.ToString();

    private static bool HasDegree(MathNode node) => node.Kind == NodeKind.Degree || node.Children.Any(HasDegree);
}
