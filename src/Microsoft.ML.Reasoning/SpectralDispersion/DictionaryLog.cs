using System.Diagnostics;
using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Hands every report of a fit to the user's progress, and one every few seconds to the log.</summary>
internal sealed class DictionaryLog(IChannel channel, IProgress<KoopmanDictionaryProgress>? progress) : IProgress<KoopmanDictionaryProgress>
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);
    private readonly Stopwatch _sinceLast = new();

    public void Report(KoopmanDictionaryProgress value)
    {
        progress?.Report(value);
        if (_sinceLast.IsRunning && _sinceLast.Elapsed < s_interval)
            return;
        _sinceLast.Restart();
        channel.Info(MessageSensitivity.None, "step {0} of {1}: residual {2:0.0000}, on held-out responses {3:0.0000}",
            value.Step, value.Steps, value.Residual, value.HeldOut.Residual);
    }

    /// <summary>What a fit came to.</summary>
    public static void Tell(IChannel channel, KoopmanDictionary dictionary)
    {
        if (dictionary.Report is not { Before: { } before, After: { } after } report)
            return;
        channel.Info(MessageSensitivity.None,
            "{0} observables after {1} steps on {2} responses; on {3} held-out ones the residual went from {4:0.0000} to {5:0.0000}, the " +
            "condition number from {6:0.0} to {7:0.0}, the effective rank of the observables from {8:0.0} to {9:0.0}",
            dictionary.Observables, report.Steps, report.Trajectories, report.HeldOutTrajectories,
            before.Residual, after.Residual, before.Condition, after.Condition, before.EffectiveRank, after.EffectiveRank);
        if (report.TooShort > 0)
            channel.Warning(MessageSensitivity.None,
                "{0} responses have no more pairs of tokens than there are observables and teach nothing", report.TooShort);
        if (report.Collapsed)
            channel.Warning(MessageSensitivity.None,
                "the fit was ended after {0} steps: the observables began to say the same as each other", report.Steps);
    }
}
