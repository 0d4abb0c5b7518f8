using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Everything that can be wrong with the options of a GRPO training.</summary>
internal static class GrpoOptionsCheck
{
    public static void Run(GrpoTrainer.Options options, CausalLanguageModel model)
    {
        var errors = new OptionErrors($"{nameof(GrpoTrainer)}.{nameof(GrpoTrainer.Options)}");
        Columns(options, errors);
        Rollouts(options, errors);
        Updates(options, errors);
        Limits(options, errors);
        RewardFunctions(options, errors);
        options.Advantage.Check(errors);
        errors.Require(options.Advantage.Estimator != AdvantageEstimator.ReinforcePlusPlus || options.ZeroVariance == ZeroVarianceRule.Keep,
            $"{nameof(options.ZeroVariance)} is {options.ZeroVariance}, but {nameof(AdvantageEstimator.ReinforcePlusPlus)} compares responses across the step, "
            + $"where groups of equal rewards have something to say: {nameof(ZeroVarianceRule.Keep)} is what it takes");
        options.Relax?.Check(errors);
        errors.Require(options.Relax is not { Beta: > 0 } || options.Loss.KlCoefficient == 0,
            $"Relax has a {nameof(GrpoTrainer.RelaxOptions.Beta)}, which takes the place of Loss.{nameof(PolicyLossOptions.KlCoefficient)}: set only one of them");
        options.Verl?.Check(errors);
        options.Latents?.Check(errors);
        errors.ThrowIfAny();
        PromptCheck.HasTokenizer(model);
    }

    private static void Columns(GrpoTrainer.Options options, OptionErrors errors)
    {
        errors.RequireName(options.PromptColumnName, nameof(options.PromptColumnName));
        errors.RequireName(options.OutputColumnName, nameof(options.OutputColumnName));
        errors.Require(options.AnswerColumnName is null || !string.IsNullOrWhiteSpace(options.AnswerColumnName),
            $"{nameof(options.AnswerColumnName)} must name a column, or be null");
        errors.Require(options.RewardColumnNames.All(name => !string.IsNullOrWhiteSpace(name)), $"{nameof(options.RewardColumnNames)} has an empty name");
    }

    private static void Rollouts(GrpoTrainer.Options options, OptionErrors errors)
    {
        AtLeast(1, options.GroupSize, nameof(options.GroupSize), errors);
        AtLeast(1, options.PromptsPerStep, nameof(options.PromptsPerStep), errors);
        AtLeast(1, options.MaxNewTokens, nameof(options.MaxNewTokens), errors);
        AtLeast(1, options.ConcurrentSamples, nameof(options.ConcurrentSamples), errors);
        AtLeast(1, options.MaxGenerationRounds, nameof(options.MaxGenerationRounds), errors);
        AtLeast(1, options.AnswerBatchSize, nameof(options.AnswerBatchSize), errors);
        AtLeast(0, options.TopK, nameof(options.TopK), errors);
        Above0(options.Temperature, nameof(options.Temperature), errors);
        errors.Require(options.TopP is > 0 and <= 1, FormattableString.Invariant($"TopP is {options.TopP}, expected above 0 and at most 1"));
        errors.Require(options.AnswerTemperature >= 0 && float.IsFinite(options.AnswerTemperature),
            FormattableString.Invariant($"{nameof(options.AnswerTemperature)} is {options.AnswerTemperature}, expected 0 or a positive number"));
        errors.Require(Enum.IsDefined(options.ZeroVariance), $"{nameof(options.ZeroVariance)} is {options.ZeroVariance}, expected one of {string.Join(", ", Enum.GetNames<ZeroVarianceRule>())}");
    }

    private static void Updates(GrpoTrainer.Options options, OptionErrors errors)
    {
        Above0(options.LearningRate, nameof(options.LearningRate), errors);
        AtLeast(0, options.WarmupSteps, nameof(options.WarmupSteps), errors);
        AtLeast(1, options.MinibatchesPerStep, nameof(options.MinibatchesPerStep), errors);
        AtLeast(1, options.UpdatesPerRollout, nameof(options.UpdatesPerRollout), errors);
        errors.Require(options.FinalLearningRateShare is >= 0 and <= 1,
            FormattableString.Invariant($"{nameof(options.FinalLearningRateShare)} is {options.FinalLearningRateShare}, expected 0 to 1"));
        errors.Require(Enum.IsDefined(options.Schedule), $"{nameof(options.Schedule)} is {options.Schedule}, expected one of {string.Join(", ", Enum.GetNames<LearningRateShape>())}");
        errors.Require(options.KlInReward >= 0 && double.IsFinite(options.KlInReward),
            FormattableString.Invariant($"{nameof(options.KlInReward)} is {options.KlInReward}, expected 0 or more"));
        errors.Require(Enum.IsDefined(options.KlInRewardEstimator),
            $"{nameof(options.KlInRewardEstimator)} is {options.KlInRewardEstimator}, expected one of {string.Join(", ", Enum.GetNames<KlEstimator>())}");
        foreach (string error in options.Loss.Errors())
            errors.Require(false, $"{nameof(options.Loss)}: {error}");
        foreach (string error in options.Optimizer.Errors())
            errors.Require(false, $"{nameof(options.Optimizer)}: {error}");
    }

    private static void Limits(GrpoTrainer.Options options, OptionErrors errors)
    {
        errors.Require(options.Steps is null or >= 1, $"{nameof(options.Steps)} is {options.Steps}, expected at least 1");
        Above0(options.Epochs, nameof(options.Epochs), errors);
        errors.Require(options.TimeLimit is null || options.TimeLimit > TimeSpan.Zero, $"{nameof(options.TimeLimit)} is {options.TimeLimit}, expected above 0");
        Above0(options.ValidationTemperature, nameof(options.ValidationTemperature), errors);
        AtLeast(1, options.ValidationSamples, nameof(options.ValidationSamples), errors);
        AtLeast(1, options.ValidationInterval, nameof(options.ValidationInterval), errors);
        AtLeast(0, options.EarlyStopPatience, nameof(options.EarlyStopPatience), errors);
        errors.Require(options.EarlyStopPatience == 0 || options.ValidationSet is not null,
            $"{nameof(options.EarlyStopPatience)} needs a {nameof(options.ValidationSet)}");
        AtLeast(1, options.CheckpointInterval, nameof(options.CheckpointInterval), errors);
        AtLeast(1, options.KeepCheckpoints, nameof(options.KeepCheckpoints), errors);
        AtLeast(0, options.SampleInterval, nameof(options.SampleInterval), errors);
        errors.Require(options.CheckpointDirectory is null || !string.IsNullOrWhiteSpace(options.CheckpointDirectory), $"{nameof(options.CheckpointDirectory)} is empty");
        errors.Require(options.LogDirectory is null || !string.IsNullOrWhiteSpace(options.LogDirectory), $"{nameof(options.LogDirectory)} is empty");
    }

    private static void RewardFunctions(GrpoTrainer.Options options, OptionErrors errors)
    {
        string[] names = [.. options.RewardFunctions.Select(reward => reward.Function.Name)];
        errors.Require(names.All(name => !string.IsNullOrWhiteSpace(name)), "a reward function has no name");
        errors.Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length,
            $"reward functions must have different names, but they are {string.Join(", ", names.Select(name => $"'{name}'"))}");
        foreach (WeightedReward reward in options.RewardFunctions)
        {
            errors.Require(double.IsFinite(reward.Weight), FormattableString.Invariant($"the weight of reward function '{reward.Function.Name}' is {reward.Weight}"));
            errors.Require(!reward.Function.NeedsAnswer || options.AnswerColumnName is not null,
                $"reward function '{reward.Function.Name}' needs right answers, but {nameof(options.AnswerColumnName)} is null");
        }
        errors.Require(options.RewardTimeout > TimeSpan.Zero || options.RewardTimeout == Timeout.InfiniteTimeSpan,
            $"{nameof(options.RewardTimeout)} is {options.RewardTimeout}, expected above 0 or infinite");
    }

    private static void AtLeast(int least, int value, string name, OptionErrors errors) =>
        errors.Require(value >= least, $"{name} is {value}, expected at least {least}");

    private static void Above0(double value, string name, OptionErrors errors) =>
        errors.Require(value > 0 && double.IsFinite(value), FormattableString.Invariant($"{name} is {value}, expected above 0"));
}
