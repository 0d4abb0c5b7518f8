using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>What happens between steps now and then: validation, the best model, checkpoints.</summary>
internal sealed class GrpoMilestones(
    GrpoTrainer.Options options, IChannel channel, CausalLanguageModel model, GrpoCheckpoints? checkpoints, GrpoValidation? validation)
{
    private const string BestFolder = "best", BestFile = "best.json";

    private int _saved = -1, _validated = -1;

    /// <summary>Goes on from the latest checkpoint; null where there is none.</summary>
    public GrpoState? Restore()
    {
        if (checkpoints?.Restore() is not { } state)
            return null;
        channel.Info(MessageSensitivity.None, "goes on from step {0} in {1}", state.Step, checkpoints.Path);
        return state;
    }

    /// <summary>Validates where it is time to; gives the state with what follows from it.</summary>
    public GrpoState Validate(GrpoState state, bool last, StepMetrics metrics, CancellationToken cancellationToken)
    {
        if (validation is null || state.Step == _validated || !(last || state.Step % options.ValidationInterval == 0))
            return state;
        _validated = state.Step;
        validation.Run(metrics, cancellationToken);
        double value = metrics.Values[validation.Decisive];
        if (state.Best is { } best && !(value > best))
            return state with { ValidationsWithoutGain = state.ValidationsWithoutGain + 1 };
        SaveBest(state.Step, value);
        return state with { Best = value, BestStep = state.Step, ValidationsWithoutGain = 0 };
    }

    public bool ShouldStop(GrpoState state) => options.EarlyStopPatience > 0 && state.ValidationsWithoutGain >= options.EarlyStopPatience;

    /// <summary>Saves a checkpoint. One that cannot be written (a full disk) is told; the last good one stays, and the training goes on.</summary>
    public void Save(GrpoState state)
    {
        if (checkpoints is null || state.Step == _saved)
            return;
        channel.Info(MessageSensitivity.None, "saving the checkpoint of step {0}", state.Step);
        try
        {
            checkpoints.Save(state);
            _saved = state.Step;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            channel.Error(MessageSensitivity.None, "the checkpoint of step {0} could not be written, the last good one stays: {1}", state.Step, error.Message);
        }
    }

    private void SaveBest(int step, double value)
    {
        if (options.CheckpointDirectory is not { } directory)
            return;
        try
        {
            Directory.CreateDirectory(directory);
            model.SaveHuggingFace(Path.Combine(directory, BestFolder));
            File.WriteAllText(Path.Combine(directory, BestFile), JsonSerializer.Serialize(new { step, metric = validation!.Decisive, value }));
            channel.Info(MessageSensitivity.None, "best model so far: step {0}, {1} {2}", step, validation.Decisive, value.ToString("0.000", CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            channel.Error(MessageSensitivity.None, "the best model, that of step {0}, could not be written: {1}", step, error.Message);
        }
    }
}
