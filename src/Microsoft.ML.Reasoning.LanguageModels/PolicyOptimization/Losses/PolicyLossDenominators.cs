namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What sums over tokens and responses are divided by: those of a whole step, of which a part may be computed at a time.</summary>
/// <param name="Responses">How many responses have a token that counts.</param>
/// <param name="Tokens">How many tokens count.</param>
public readonly record struct PolicyLossDenominators(double Responses, double Tokens);
