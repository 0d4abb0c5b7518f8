using Microsoft.ML.Reasoning;

namespace TrainGrpo;

/// <summary>Prints every step.</summary>
internal sealed class StepLines : IProgress<GrpoProgress>
{
    public void Report(GrpoProgress value) => Console.WriteLine(value);
}
