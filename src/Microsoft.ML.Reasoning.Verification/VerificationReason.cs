namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Why an answer counts as right or wrong.</summary>
public enum VerificationReason
{
    /// <summary>Right: the same choice.</summary>
    SameChoice,

    /// <summary>Right: the same number.</summary>
    SameNumber,

    /// <summary>Right: the same number within the tolerance for decimals.</summary>
    SameRounded,

    /// <summary>Right: the same text after normalisation.</summary>
    SameText,

    /// <summary>Right: another way to write the same thing.</summary>
    SameMeaning,

    /// <summary>Wrong: another choice.</summary>
    OtherChoice,

    /// <summary>Wrong: another number.</summary>
    OtherNumber,

    /// <summary>Wrong: something else.</summary>
    OtherMeaning,

    /// <summary>Wrong: another text, where gold answer or answer is no mathematics.</summary>
    OtherText,

    /// <summary>Wrong as far as was looked: the comparison takes more steps than it may.</summary>
    TooMuchWork,

    /// <summary>No verdict on the answer: the response holds none, so it counts as wrong but is told apart.</summary>
    NoAnswer,

    /// <summary>No verdict on the answer: there is one, but it is not of the kind that was asked for.</summary>
    Unparsable,

    /// <summary>The problem has no gold answer to compare with.</summary>
    NoGold,
}
