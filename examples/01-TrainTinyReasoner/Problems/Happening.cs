namespace TrainTinyReasoner.Problems;

/// <summary>
/// What changes a number, in words: how the question tells it and how a worked step says it.
/// <c>{who}</c>, <c>{things}</c> and <c>{k}</c> stand for the person, the things counted and the step's number.
/// </summary>
internal sealed record Happening(char Symbol, string Told, string Worked);
