namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Leaves a comparison whose budget is spent; never leaves the room.</summary>
internal sealed class WorkBudgetException() : Exception("The comparison takes more steps than it may.");
