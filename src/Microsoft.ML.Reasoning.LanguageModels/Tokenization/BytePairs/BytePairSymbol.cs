namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A token of a piece: its id and which bytes of the piece's UTF-8 it covers.</summary>
internal readonly record struct BytePairSymbol(int Id, int Start, int Length);
