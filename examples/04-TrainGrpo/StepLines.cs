using Microsoft.ML.Reasoning;

namespace TrainGrpo;

/// <summary>Prints and keeps every step.</summary>
internal sealed class StepLines : IProgress<GrpoProgress>
{
    private readonly List<GrpoProgress> _steps = [];

    public IReadOnlyList<GrpoProgress> Steps => _steps;

    public void Report(GrpoProgress value)
    {
        _steps.Add(value);
        Console.WriteLine(value);
    }
}
