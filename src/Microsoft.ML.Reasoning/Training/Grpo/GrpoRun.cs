using System.Diagnostics;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>The loop of one training: rollout, advantages, what the parts make of them, updates; and between steps validation, checkpoints, logs.</summary>
internal sealed class GrpoRun : IDisposable
{
    /// <summary>A run whose rewards never differ learns nothing, however long it goes on.</summary>
    private const int MostStepsWithoutSignal = 50;

    private readonly GrpoTrainer.Options _options;
    private readonly IChannel _channel;
    private readonly PolicyOptimizer _optimizer;
    private readonly IReadOnlyList<IGrpoPart> _parts;
    private readonly RolloutCollector _collector;
    private readonly GrpoReference _reference;
    private readonly GrpoUpdate _update;
    private readonly GrpoMilestones _milestones;
    private readonly LearningRateSchedule _schedule;
    private readonly Stopwatch _clock = new();
    private GrpoState _state = new();

    public GrpoRun(CausalLanguageModel model, GrpoReference reference, IReadOnlyList<GrpoProblem> problems,
        IReadOnlyList<GrpoProblem> validation, GrpoTrainer.Options options, IChannel channel)
    {
        (_options, _channel, _reference) = (options, channel, reference);
        ulong seed = options.Seed!.Value;
        int total = options.Steps ?? checked((int)Math.Max(1, Math.Round(problems.Count * options.Epochs / options.PromptsPerStep)));
        _schedule = new LearningRateSchedule(options.Schedule, options.LearningRate, total, options.WarmupSteps, options.FinalLearningRateShare);
        var scorer = new RewardScorer(options.RewardFunctions, options.RewardTimeout);
        _parts = GrpoParts.Of(options, reference, seed, channel);
        _collector = new RolloutCollector(model, problems, options, seed, scorer);
        SortedDictionary<string, string> run = GrpoFingerprint.Of(model, problems, options, seed, total);
        _optimizer = new PolicyOptimizer(model, options.Optimizer with { Temperature = options.Temperature });
        _update = GrpoParts.UpdateOf(_optimizer, options, _parts, seed);
        _milestones = new GrpoMilestones(options, channel, model,
            options.CheckpointDirectory is { } path ? new GrpoCheckpoints(path, options.KeepCheckpoints, run, _optimizer, _parts) : null,
            validation.Count > 0 ? new GrpoValidation(model, validation, options, seed, scorer) : null);
        if (options.GroupSize == 1 && options.Advantage.ComparesWithinGroup)
            channel.Warning(MessageSensitivity.None, "GroupSize is 1: a response has no other to be compared with, so every advantage is 0 and nothing is learned");
    }

    private int TotalSteps => _schedule.TotalSteps;

    public void Go()
    {
        _state = _milestones.Restore() ?? _state;
        if (_state.Step >= TotalSteps)
            _channel.Warning(MessageSensitivity.None, "the checkpoint is that of step {0}, and {1} were asked for: there is nothing left to train", _state.Step, TotalSteps);
        using var logs = new GrpoLogs(_options, _channel, _state.Step);
        double before = _state.Seconds;
        int first = _state.Step;
        _clock.Start();
        try
        {
            if (_state.Step == 0)
                Validate(last: false, logs);
            while (_state.Step < TotalSteps && !Over())
            {
                var metrics = new StepMetrics();
                _state = Step(metrics, logs);
                _state = _milestones.Validate(_state, last: _state.Step == TotalSteps, metrics, _options.CancellationToken);
                _state = _state with { Seconds = before + _clock.Elapsed.TotalSeconds };
                logs.Step(Progress(metrics, _clock.Elapsed / (_state.Step - first) * (TotalSteps - _state.Step)));
                if (_state.Step % _options.CheckpointInterval == 0)
                    _milestones.Save(_state);
            }
            if (_state.Step > first)
                Validate(last: true, logs);
        }
        catch when (!_update.Touched)
        {
            // The step that failed or was cancelled has left no trace: what there is is the state after the one before.
            _milestones.Save(_state);
            throw;
        }
        _milestones.Save(_state);
        logs.Finish();
    }

    public void Dispose()
    {
        foreach (IGrpoPart part in _parts)
            part.Dispose();
        _optimizer.Dispose();
    }

    /// <summary>The validation before the first step, and that after a last one that nobody foresaw.</summary>
    private void Validate(bool last, GrpoLogs logs)
    {
        var metrics = new StepMetrics();
        _state = _milestones.Validate(_state, last, metrics, _options.CancellationToken);
        if (metrics.Values.Count > 0)
            logs.Step(Progress(metrics, TimeSpan.Zero));
    }

    private GrpoState Step(StepMetrics metrics, GrpoLogs logs)
    {
        CancellationToken cancellation = _options.CancellationToken;
        int step = _state.Step + 1;
        _update.Begin();
        _collector.KeepsStates = _parts.Any(part => part.NeedsStates(step));
        using Rollout rollout = _collector.Collect(_state.Place, metrics, cancellation);
        using (metrics.Time("reference"))
        {
            _reference.ScoreAll(rollout, cancellation);
            RewardShaping.SubtractDivergence(rollout, _options.KlInReward, _options.KlInRewardEstimator);
        }
        foreach (IGrpoPart part in _parts)
            using (metrics.Time(part.Name))
                part.Observe(rollout, step, metrics, cancellation);
        AdvantageStage.Run(rollout, _options.Advantage);
        foreach (IGrpoPart part in _parts)
            part.Shape(rollout, metrics);
        logs.Samples(step, rollout);

        double learningRate = _schedule.At(step - 1);
        bool signal = rollout.Samples.Any(sample => sample.Counts && sample.Advantage != 0);
        if (signal)
        {
            using (metrics.Time("update"))
                _update.Run(rollout, step, learningRate, metrics, cancellation);
        }
        else
        {
            NothingToLearn(step);
        }
        foreach (IGrpoPart part in _parts)
            part.Commit();
        _update.Begin();
        metrics[MetricNames.LearningRate] = learningRate;
        metrics[MetricNames.TokensPerSecond] = metrics.Values["tokens/generated"] / Math.Max(1e-9, metrics.Values[MetricNames.SecondsPrefix + "rollout"]);
        return _state with
        {
            Step = step,
            Place = rollout.NextPlace,
            Tokens = _state.Tokens + (long)metrics.Values["tokens/generated"],
            StepsWithoutSignal = signal ? 0 : _state.StepsWithoutSignal + 1,
        };
    }

    private void NothingToLearn(int step)
    {
        _channel.Warning(MessageSensitivity.None,
            "step {0}: no group has responses with different rewards that count, so there is nothing to learn and no update is made", step);
        if (_state.StepsWithoutSignal + 1 >= MostStepsWithoutSignal)
        {
            throw new InvalidOperationException(
                $"In {MostStepsWithoutSignal} steps in a row no group had responses with different rewards: the problems are all too easy or all too hard for " +
                "the model, the responses are all cut off, or the reward functions do not tell them apart.");
        }
    }

    private bool Over()
    {
        if (_milestones.ShouldStop(_state))
        {
            _channel.Info(MessageSensitivity.None, "stopped early at step {0}: {1} validations without a gain", _state.Step, _state.ValidationsWithoutGain);
            return true;
        }
        return _options.TimeLimit is { } limit && _state.Seconds >= limit.TotalSeconds;
    }

    private GrpoProgress Progress(StepMetrics metrics, TimeSpan remaining)
    {
        var elapsed = TimeSpan.FromSeconds(_state.Seconds);
        if (_options.TimeLimit is { } limit && limit - elapsed < remaining)
            remaining = limit > elapsed ? limit - elapsed : TimeSpan.Zero;
        return new GrpoProgress(_state.Step, _options.TimeLimit is null ? TotalSteps : null, elapsed, remaining, metrics.Values);
    }
}
