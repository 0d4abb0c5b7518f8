namespace Microsoft.ML.Reasoning.Verification;

/// <content>Numbers and expressions, with percent, degrees and units.</content>
internal sealed partial class Equivalence
{
    private static readonly RationalFunction Percent = RationalFunction.Of(new Rational(100));
    private static readonly RationalFunction HalfTurn = RationalFunction.Of(new Rational(180));

    private bool CompareScalars(MathNode gold, MathNode answer)
    {
        if (CompareQuantities(gold, answer) is { } sameQuantity)
            return sameQuantity;
        gold = gold.Kind == NodeKind.Unit ? gold.First : gold;
        answer = answer.Kind == NodeKind.Unit ? answer.First : answer;
        if (gold.Kind == NodeKind.Percent != (answer.Kind == NodeKind.Percent))
            return ComparePercent(gold, answer);
        bool rounded = gold.HasDecimal || answer.HasDecimal;
        if (_algebra.Scalar(gold) is not { } expected || _algebra.Scalar(answer) is not { } found)
            return gold.ToString() == answer.ToString();
        if (SameNumber(expected, found, rounded))
            return true;
        // 90° is π/2: where only one side is in degrees, the other may be in radians.
        return gold.Kind == NodeKind.Degree != (answer.Kind == NodeKind.Degree)
            && SameNumber(InRadians(gold, expected), InRadians(answer, found), rounded);
    }

    private RationalFunction InRadians(MathNode node, RationalFunction value) => node.Kind == NodeKind.Degree
        ? value.Times(_algebra.Scalar(new MathNode(NodeKind.Symbol, "π", 0, 0))!, _budget).Over(HalfTurn, _budget)!
        : value;

    // Null where not both have a unit that is known.
    private bool? CompareQuantities(MathNode gold, MathNode answer)
    {
        if (_options.Units == UnitRule.Ignore || !HasUnit(gold) || !HasUnit(answer)
            || Measure(gold) is not var (expected, goldUnit) || Measure(answer) is not var (found, unit))
            return null;
        return goldUnit.Powers == unit.Powers && (_options.Units == UnitRule.Convert || goldUnit.Factor == unit.Factor)
            && SameNumber(expected.Times(RationalFunction.Of(goldUnit.Factor), _budget), found.Times(RationalFunction.Of(unit.Factor), _budget),
                gold.HasDecimal || answer.HasDecimal);
    }

    private static bool HasUnit(MathNode node) => node.Kind == NodeKind.Unit || node.Is(NodeKind.Sum, "compound") || (node.Kind == NodeKind.Negative && HasUnit(node.First));

    private (RationalFunction Value, Dimension Unit)? Measure(MathNode node)
    {
        if (node.Kind == NodeKind.Unit)
            return UnitExpression.Read(node.Name) is { } unit && _algebra.Scalar(node.First) is { } value ? (value, unit) : null;
        if (node.Kind == NodeKind.Negative)
            return Measure(node.First) is var (negated, of) ? (negated.Negated(), of) : null;
        // 5 feet 10 inches, in its first unit.
        (RationalFunction Value, Dimension Unit)? sum = null;
        foreach (MathNode part in node.Children)
        {
            if (Measure(part) is not var (next, unit))
                return null;
            sum = sum is not var (total, first) ? (next, unit) : (total.Plus(next.Times(RationalFunction.Of(unit.Factor / first.Factor), _budget), _budget), first);
        }
        return sum;
    }

    private bool ComparePercent(MathNode gold, MathNode answer)
    {
        if (_algebra.Scalar(gold) is not { } expected || _algebra.Scalar(answer) is not { } found)
            return false;
        bool rounded = gold.HasDecimal || answer.HasDecimal;
        return (_options.Percent != PercentRule.Unit && SameNumber(expected, found, rounded))
            || (_options.Percent != PercentRule.Fraction
                && SameNumber(gold.Kind == NodeKind.Percent ? expected.Times(Percent, _budget) : expected, answer.Kind == NodeKind.Percent ? found.Times(Percent, _budget) : found, rounded));
    }

    private bool SameNumber(RationalFunction gold, RationalFunction answer, bool rounded)
    {
        if (gold.AsNumber is { } a && answer.AsNumber is { } b && !rounded)
            return a == b;
        if (ScalarComparison.AreEqual(gold, answer, _budget))
            return true;
        if (!rounded)
            return false;
        bool close = DecimalTolerance.AreClose(gold, answer, _options.DecimalPlaces, _budget);
        WasRounded |= close;
        return close;
    }
}
