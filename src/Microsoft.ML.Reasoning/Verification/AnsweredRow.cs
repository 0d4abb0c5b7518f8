namespace Microsoft.ML.Reasoning;

/// <summary>The responses to a problem, its right answer and its choices, as a cursor read them.</summary>
internal readonly record struct AnsweredRow(string[] Responses, string Answer, string[] Choices, long Position);
