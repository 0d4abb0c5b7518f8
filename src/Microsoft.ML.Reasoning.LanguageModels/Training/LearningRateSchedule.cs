namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The learning rate of each step: a straight warm-up to the peak, then constant, linear or cosine.</summary>
/// <param name="Shape">The shape after the warm-up.</param>
/// <param name="Peak">The rate at the end of the warm-up.</param>
/// <param name="TotalSteps">How many steps the run has.</param>
/// <param name="WarmupSteps">How many of them are warm-up.</param>
/// <param name="FinalShare">The rate after the last step, as a share of the peak.</param>
public sealed record LearningRateSchedule(LearningRateShape Shape, double Peak, int TotalSteps, int WarmupSteps = 0, double FinalShare = 0)
{
    /// <summary>The rate of a step; the first is step 0.</summary>
    /// <param name="step">The step.</param>
    public double At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step < WarmupSteps)
            return Peak * (step + 1) / WarmupSteps;
        double passed = Math.Min(1, (double)(step - WarmupSteps) / Math.Max(1, TotalSteps - WarmupSteps));
        double height = Shape switch
        {
            LearningRateShape.Constant => 1,
            LearningRateShape.Linear => 1 - passed,
            LearningRateShape.Cosine => (1 + Math.Cos(Math.PI * passed)) / 2,
            _ => throw new InvalidOperationException($"Unknown shape of a learning rate: {Shape}."),
        };
        return Shape == LearningRateShape.Constant ? Peak : Peak * (FinalShare + (1 - FinalShare) * height);
    }
}
