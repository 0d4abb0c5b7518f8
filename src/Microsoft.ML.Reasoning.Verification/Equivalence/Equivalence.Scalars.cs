namespace Microsoft.ML.Reasoning.Verification;

/// <content>Numbers and expressions, with percent, degrees and units.</content>
internal sealed partial class Equivalence
{
    private static readonly RationalFunction Percent = RationalFunction.Of(new Rational(100));
    private static readonly RationalFunction HalfTurn = RationalFunction.Of(new Rational(180));

    private bool CompareScalars(MathNode gold, MathNode answer)
    {
        if (gold.Kind == NodeKind.Unit && answer.Kind == NodeKind.Unit && UnitTable.Find(gold.Name) is { } goldUnit && UnitTable.Find(answer.Name) is { } unit)
            return goldUnit.Dimension == unit.Dimension && CompareQuantities(gold.First, goldUnit.Factor, answer.First, unit.Factor);
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

    private bool CompareQuantities(MathNode gold, Rational goldFactor, MathNode answer, Rational factor) =>
        _algebra.Scalar(gold) is { } expected && _algebra.Scalar(answer) is { } found
        && SameNumber(expected.Times(RationalFunction.Of(goldFactor), _budget), found.Times(RationalFunction.Of(factor), _budget), gold.HasDecimal || answer.HasDecimal);

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
