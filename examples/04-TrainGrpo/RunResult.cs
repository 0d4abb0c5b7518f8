namespace TrainGrpo;

/// <summary>What a run came to, in percent where it is a share.</summary>
internal sealed record RunResult(double OneBefore, double OneAfter, double SixteenBefore, double SixteenAfter, int Steps, double ZeroVariance)
{
    public double Gain => OneAfter - OneBefore;
}
