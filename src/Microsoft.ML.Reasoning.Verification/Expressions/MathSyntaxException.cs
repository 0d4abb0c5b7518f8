namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Leaves the parser where a text is not what it reads; never leaves the room.</summary>
internal sealed class MathSyntaxException(string message) : Exception(message);
