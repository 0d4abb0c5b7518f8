using Microsoft.ML.Reasoning.LanguageModels;

namespace TrainTinyReasoner;

/// <summary>Prints a line every twenty steps, with the mean loss since the last one.</summary>
internal sealed class ProgressLine : IProgress<SupervisedTrainingProgress>
{
    private const int Interval = 20;

    private double _loss;
    private int _steps;

    /// <summary>How many tokens the run has read.</summary>
    public long Tokens { get; private set; }

    public void Report(SupervisedTrainingProgress value)
    {
        Tokens = value.Tokens;
        (_loss, _steps) = (_loss + value.Loss, _steps + 1);
        if (value.Step % Interval != 0 && value.Step != value.TotalSteps)
            return;
        Console.WriteLine(FormattableString.Invariant(
            $"step {value.Step}/{value.TotalSteps}  loss {_loss / _steps:0.0000}  rate {value.LearningRate:0.00000}  {value.TokensPerSecond:0} tokens/s  {value.Remaining:hh\\:mm\\:ss} left"));
        (_loss, _steps) = (0, 0);
    }
}
