namespace TrainGrpo;

/// <summary>What a run came to, in percent where it is a share.</summary>
internal sealed record RunResult(PassRates Before, PassRates After, int Steps, double ZeroVariance, int Threads)
{
    /// <summary>Where a run leaves it; there only when the run is finished.</summary>
    public const string File = "result.json";
}
