using System.Globalization;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Compares an answer with the gold answer, both without the text around them.</summary>
public static class AnswerEquality
{
    private static readonly Rational Hundred = new(100);
    private static readonly Rational RelativeBound = new(1, 20000);

    /// <summary>What kind of answer the gold answer asks for.</summary>
    /// <param name="gold">The gold answer.</param>
    public static AnswerShape ShapeOf(string gold)
    {
        ArgumentNullException.ThrowIfNull(gold);
        return ChoiceLetters.Only(gold) is not null ? AnswerShape.Choice
            : NumberReader.TryRead(gold, out _) ? AnswerShape.Number : AnswerShape.Any;
    }

    /// <summary>The answer in a form in which equal answers read the same, as far as one form can say it.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="shape">What kind it is.</param>
    public static string NormalForm(string answer, AnswerShape shape)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (shape == AnswerShape.Choice && ChoiceOf(answer) is { } choice)
            return choice;
        return NumberReader.TryRead(answer, out NumericAnswer number) ? Form(number) : TextForm.Of(answer);
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
        string goldText = TextForm.Of(gold), text = TextForm.Of(answer);
        if (ChoiceLetters.Only(gold) is { } goldChoice)
            return ChoiceOf(answer) is not { } choice ? (VerificationReason.Unparsable, $"'{answer}' is no choice")
                : choice == goldChoice ? (VerificationReason.SameChoice, choice)
                : (VerificationReason.OtherChoice, $"{choice}, expected {goldChoice}");
        if (NumberReader.TryRead(gold, out NumericAnswer goldNumber))
        {
            if (!NumberReader.TryRead(answer, out NumericAnswer number))
                return text == goldText ? (VerificationReason.SameText, text) : (VerificationReason.Unparsable, $"'{answer}' is no number");
            return CompareNumbers(goldNumber, number, options);
        }
        return text == goldText ? (VerificationReason.SameText, text) : (VerificationReason.OtherText, $"{text}, expected {goldText}");
    }

    private static (VerificationReason, string) CompareNumbers(NumericAnswer gold, NumericAnswer number, VerificationOptions options)
    {
        if (gold.Value == number.Value && (gold.IsPercent == number.IsPercent || options.Percent != PercentRule.Fraction))
            return (VerificationReason.SameNumber, Form(number));
        foreach ((Rational expected, Rational found) in Readings(gold, number, options.Percent))
        {
            if (expected == found)
                return (VerificationReason.SameNumber, Form(number));
            if ((gold.IsDecimal || number.IsDecimal) && (expected - found).Abs() <= Tolerance(expected, options.DecimalPlaces))
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

    private static Rational Tolerance(Rational gold, int places)
    {
        Rational absolute = new Rational(1, 2) * new Rational(10).Power(-places), relative = gold.Abs() * RelativeBound;
        return absolute < relative ? absolute : relative;
    }

    private static string Form(NumericAnswer number) => number.IsPercent ? $"{number.Value}%" : number.Value.ToString();

    private static string? ChoiceOf(string answer) =>
        ChoiceLetters.Only(answer) ?? (ChoiceLetters.First(TextForm.Unwrap(answer)) is { } first ? ChoiceLetters.Only(first) : null);
}
