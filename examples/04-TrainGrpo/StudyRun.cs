namespace TrainGrpo;

/// <summary>A finished run of a study.</summary>
internal sealed record StudyRun(string Algorithm, ulong Seed, string Directory, RunResult Result);
