namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>One case and where it stands in its file.</summary>
internal sealed record CaseLine(string Category, int Number, char Sign, string Gold, string Answer, string[] Choices);
