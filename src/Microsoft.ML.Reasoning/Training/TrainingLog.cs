using System.Diagnostics;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Hands every step to the user's progress, and the first, the last and one every few seconds to the log.</summary>
internal sealed class TrainingLog(IChannel channel, IProgress<SupervisedTrainingProgress>? progress) : IProgress<SupervisedTrainingProgress>
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _sinceLast = new();

    public void Report(SupervisedTrainingProgress value)
    {
        progress?.Report(value);
        if (_sinceLast.IsRunning && _sinceLast.Elapsed < s_interval && value.Step < value.TotalSteps)
            return;
        _sinceLast.Restart();
        channel.Info(MessageSensitivity.None,
            "step {0} of {1}: loss {2:0.0000}, gradient norm {3:0.00}, rate {4:0.0e+0}, {5:0} tokens/s, {6:0} s left",
            value.Step, value.TotalSteps, value.Loss, value.GradientNorm, value.LearningRate, value.TokensPerSecond,
            value.Remaining.TotalSeconds);
    }
}
