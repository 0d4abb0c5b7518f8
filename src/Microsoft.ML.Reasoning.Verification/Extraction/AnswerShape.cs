namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What kind of answer a response is searched for, as far as the gold answer tells.</summary>
public enum AnswerShape
{
    /// <summary>Nothing is known.</summary>
    Any,

    /// <summary>A number.</summary>
    Number,

    /// <summary>One letter of a choice.</summary>
    Choice,

    /// <summary>Several letters of a choice.</summary>
    Choices,
}
