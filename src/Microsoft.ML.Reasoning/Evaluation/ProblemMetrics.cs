namespace Microsoft.ML.Reasoning;

/// <summary>What was counted for one problem.</summary>
/// <param name="Row">Its row in the data, from 0.</param>
/// <param name="SampleCount">Its responses.</param>
/// <param name="CorrectCount">How many of them are right.</param>
/// <param name="PassAtK">pass@k by k, for the k that are at most <paramref name="SampleCount"/>.</param>
/// <param name="PassAllAtK">pass^k by k, likewise.</param>
/// <param name="MajorityAtK">maj@k by k, likewise; empty where the data has no extracted answers.</param>
public sealed record ProblemMetrics(
    long Row,
    int SampleCount,
    int CorrectCount,
    IReadOnlyDictionary<int, double> PassAtK,
    IReadOnlyDictionary<int, double> PassAllAtK,
    IReadOnlyDictionary<int, double> MajorityAtK);
