namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The outcome of a vote over answers.</summary>
/// <param name="Winner">The answer with the most votes, the first seen of tied ones; null where nobody voted.</param>
/// <param name="Votes">Votes of the winner.</param>
/// <param name="Tied">Every answer with that many votes, in the order seen.</param>
public sealed record VoteResult(string? Winner, int Votes, IReadOnlyList<string> Tied);
