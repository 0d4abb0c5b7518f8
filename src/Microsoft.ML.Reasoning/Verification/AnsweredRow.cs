namespace Microsoft.ML.Reasoning;

/// <summary>The responses to a problem and its right answer, as a cursor read them.</summary>
internal readonly record struct AnsweredRow(string[] Responses, string Answer, long Position);
