using System.Globalization;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Compares an answer with the gold answer, both without the text around them.</summary>
public static class AnswerEquality
{
    private static readonly Rational Hundred = new(100);

    /// <summary>What kind of answer the gold answer asks for.</summary>
    /// <param name="gold">The gold answer.</param>
    public static AnswerShape ShapeOf(string gold)
    {
        ArgumentNullException.ThrowIfNull(gold);
        return ChoiceLetters.Only(gold) is { } letters ? (letters.Length == 1 ? AnswerShape.Choice : AnswerShape.Choices)
            : NumberReader.TryRead(gold, out _) ? AnswerShape.Number : AnswerShape.Any;
    }

    /// <summary>The answer in a form in which equal answers read the same, as far as one form can say it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="shape">What kind it is.</param>
    public static string NormalForm(string answer, AnswerShape shape)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (shape is AnswerShape.Choice or AnswerShape.Choices && ChoiceOf(answer) is { } choice)
            return choice;
        if (NumberReader.TryRead(answer, out NumericAnswer number))
            return Form(number);
        return MathParser.TryParse(answer, out MathNode node, out _) && NormalForms.Of(node) is { } form ? form : TextForm.Of(answer);
    }

    /// <summary>Whether an answer is the gold answer, and why.</summary>
    /// <param name="gold">The gold answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="options">The conventions; null: the defaults.</param>
    public static (VerificationReason Reason, string Explanation) Compare(string gold, string answer, VerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(answer);
        options ??= new VerificationOptions();
        if (ChoiceLetters.Only(gold) is { } goldChoice && ChoiceOf(answer) is { } choice)
            return choice == goldChoice ? (VerificationReason.SameChoice, choice) : (VerificationReason.OtherChoice, $"{choice}, expected {goldChoice}");
        string? goldLabel = ChoiceLetters.Label(ref gold), label = ChoiceLetters.Label(ref answer);
        if (goldLabel is not null && (label ?? ChoiceLetters.Only(answer)) is { } letter && letter != goldLabel)
            return (VerificationReason.OtherChoice, $"{letter}, expected {goldLabel}");
        if (goldLabel is not null && label is null && ChoiceLetters.Only(answer) == goldLabel)
            return (VerificationReason.SameChoice, goldLabel);
        return CompareValues(gold, answer, options);
    }

    /// <summary>Compares what no choice is.</summary>
    internal static (VerificationReason Reason, string Explanation) CompareValues(string gold, string answer, VerificationOptions options)
    {
        bool isNumber = NumberReader.TryRead(gold, out NumericAnswer goldNumber);
        if (isNumber && NumberReader.TryRead(answer, out NumericAnswer number) && MayCompare(goldNumber, number))
            return CompareNumbers(goldNumber, number, options);
        string goldText = TextForm.Of(gold), text = TextForm.Of(answer);
        if (text == goldText || (YesOrNo.Of(gold) is { } yes && yes == YesOrNo.Of(answer)))
            return (VerificationReason.SameText, text);
        if (ChoiceLetters.Only(gold) is { Length: > 1 })
            return (VerificationReason.Unparsable, $"'{answer}' is no choice");
        return CompareTrees(gold, goldText, answer, text, options);
    }

    // Two names or two units are to be looked at more closely.
    private static bool MayCompare(NumericAnswer gold, NumericAnswer number) =>
        (gold.Name is null || number.Name is null || gold.Name == number.Name)
        && (gold.Unit.Length == 0 || number.Unit.Length == 0 || gold.Unit == number.Unit);

    private static (VerificationReason, string) CompareTrees(string gold, string goldText, string answer, string text, VerificationOptions options)
    {
        if (!MathParser.TryParse(gold, out MathNode goldNode, out string goldError))
            return (VerificationReason.OtherText, $"{text}, expected {goldText} (which is no mathematics: {goldError})");
        if (!MathParser.TryParse(answer, out MathNode node, out string error))
            return (goldNode.Kind == NodeKind.Text ? VerificationReason.OtherText : VerificationReason.Unparsable, $"'{answer}': {error}");
        (bool equal, bool rounded, bool cut) = Equivalence.Compare(goldNode, node, options);
        if (!equal && answer.Contains(',', StringComparison.Ordinal) && goldNode.Kind != NodeKind.List
            && MathParser.TryParse(answer, out MathNode other, out _, decimalComma: true))
            (equal, rounded, cut) = Equivalence.Compare(goldNode, other, options);
        return equal ? (rounded ? VerificationReason.SameRounded : VerificationReason.SameMeaning, $"{text} is {goldText}")
            : node.Kind == NodeKind.Text && goldNode.Kind is not (NodeKind.Text or NodeKind.Symbol) ? (VerificationReason.Unparsable, $"'{answer}' is no mathematics")
            : cut ? (VerificationReason.TooMuchWork, $"{text} could not be compared with {goldText} in the steps allowed")
            : (VerificationReason.OtherMeaning, $"{text}, expected {goldText}");
    }

    private static (VerificationReason, string) CompareNumbers(NumericAnswer gold, NumericAnswer number, VerificationOptions options)
    {
        foreach ((Rational expected, Rational found) in Readings(gold, number, options.Percent))
        {
            if (expected == found)
                return (VerificationReason.SameNumber, Form(number));
            if ((gold.IsDecimal || number.IsDecimal) && DecimalTolerance.AreClose(expected, found, options.DecimalPlaces))
                return (VerificationReason.SameRounded,
                    string.Create(CultureInfo.InvariantCulture, $"{Form(number)} is {Form(gold)} to {options.DecimalPlaces} decimals"));
        }
        return (VerificationReason.OtherNumber, $"{Form(number)}, expected {Form(gold)}");
    }

    private static IEnumerable<(Rational Gold, Rational Found)> Readings(NumericAnswer gold, NumericAnswer number, PercentRule rule)
    {
        if (gold.IsPercent == number.IsPercent || rule != PercentRule.Fraction)
            yield return (gold.Value, number.Value);
        if (gold.IsPercent != number.IsPercent && rule != PercentRule.Unit)
            yield return (gold.IsPercent ? gold.Value / Hundred : gold.Value, number.IsPercent ? number.Value / Hundred : number.Value);
    }

    private static string Form(NumericAnswer number) => number.IsPercent ? $"{number.Value}%" : number.Value.ToString();

    private static string? ChoiceOf(string answer) =>
        ChoiceLetters.Only(answer) ?? ChoiceLetters.Small(answer) ?? (ChoiceLetters.First(TextForm.Unwrap(answer)) is { } first ? ChoiceLetters.Only(first) : null);
}
