using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Generates groups, scores them, and drops and refills those without signal. Everything that is dropped is counted.</summary>
internal sealed class RolloutCollector(
    CausalLanguageModel model, IReadOnlyList<GrpoProblem> problems, GrpoTrainer.Options options, ulong seed, RewardScorer scorer)
{
    private readonly ProblemOrder _order = new(problems.Count, seed);

    /// <summary>Whether the states of the last layer are kept with the responses of the next rollout.</summary>
    public bool KeepsStates { get; set; }

    /// <summary>The rollout that begins at a place of the order of problems.</summary>
    public Rollout Collect(long place, StepMetrics metrics, CancellationToken cancellationToken)
    {
        int wanted = options.PromptsPerStep, generated = 0, withoutSignal = 0, rounds = 0;
        var all = new List<RolloutGroup>();
        var kept = new List<RolloutGroup>();
        try
        {
            do
            {
                RolloutGroup[] groups;
                using (metrics.Time("rollout"))
                    groups = Generate(place, wanted, metrics, cancellationToken);
                all.AddRange(groups);
                place += wanted;
                rounds++;
                using (metrics.Time("reward"))
                    Score(groups, metrics, cancellationToken);
                generated += groups.Length;
                withoutSignal += groups.Count(group => !group.HasSignal);
                kept.AddRange(options.ZeroVariance == ZeroVarianceRule.Keep ? groups : groups.Where(group => group.HasSignal));
            }
            while (options.ZeroVariance == ZeroVarianceRule.Refill && kept.Count < wanted && rounds < options.MaxGenerationRounds);
        }
        catch
        {
            all.ForEach(group => group.Dispose());
            throw;
        }
        RolloutGroup[] taken = [.. kept.Take(wanted)];
        Describe(all, metrics);
        foreach (RolloutGroup dropped in all.Except(taken))
            dropped.Dispose();
        metrics[MetricNames.Generated] = generated;
        metrics[MetricNames.Dropped] = generated - taken.Length;
        metrics[MetricNames.ZeroVariance] = (double)withoutSignal / generated;
        metrics["groups/trained"] = taken.Length;
        metrics["groups/rounds"] = rounds;
        return new Rollout(taken, place);
    }

    private RolloutGroup[] Generate(long place, int count, StepMetrics metrics, CancellationToken cancellationToken)
    {
        long[] places = [.. Enumerable.Range(0, count).Select(i => place + i)];
        GrpoProblem[] picked = [.. places.Select(at => problems[_order.At(at)])];
        IReadOnlyList<int>[] prompts = [.. picked.Select(problem => problem.PromptIds)];
        // First, as they hold no states that a cancellation could leave behind.
        IReadOnlyList<GeneratedSample> greedy = options.Advantage.Estimator == AdvantageEstimator.Remax ? Best(prompts, cancellationToken) : [];
        IReadOnlyList<GeneratedSample> samples = Sample(prompts, places, cancellationToken);
        metrics.Add("tokens/generated", samples.Concat(greedy).Sum(sample => (long)sample.TokenIds.Count));
        return [.. picked.Select((problem, i) => new RolloutGroup(problem, places[i],
            [.. samples.Where(sample => sample.PromptIndex == i).Select(sample => new RolloutSample(sample))])
        {
            Greedy = greedy.Count == 0 ? null : new RolloutSample(greedy[i]),
        })];
    }

    private IReadOnlyList<GeneratedSample> Sample(IReadOnlyList<int>[] prompts, long[] places, CancellationToken cancellationToken) =>
        model.Generate(prompts, new GenerationOptions
        {
            SamplesPerPrompt = options.GroupSize,
            MaxNewTokens = options.MaxNewTokens,
            Temperature = options.Temperature,
            TopK = options.TopK == 0 ? null : options.TopK,
            TopP = options.TopP == 1 ? null : options.TopP,
            UseModelDefaults = false,
            StopTokenIds = options.StopTokenIds,
            Strategy = options.Strategy,
            BatchSize = options.ConcurrentSamples,
            Seed = seed,
            RowKeys = places,
            KeepStates = KeepsStates ? [-1] : [],
            CancellationToken = cancellationToken,
        });

    /// <summary>The greedy answer to each prompt.</summary>
    private IReadOnlyList<GeneratedSample> Best(IReadOnlyList<int>[] prompts, CancellationToken cancellationToken) =>
        model.Generate(prompts, new GenerationOptions
        {
            MaxNewTokens = options.MaxNewTokens,
            Temperature = 0,
            UseModelDefaults = false,
            StopTokenIds = options.StopTokenIds,
            BatchSize = options.ConcurrentSamples,
            CancellationToken = cancellationToken,
        });

    private void Score(RolloutGroup[] groups, StepMetrics metrics, CancellationToken cancellationToken)
    {
        RolloutSample[] samples = [.. groups.SelectMany(group => group.Scored)];
        RewardInput[] inputs = [.. groups.SelectMany(group => group.Scored.Select(sample => Input(group.Problem, sample.Generated)))];
        RewardTable table = scorer.Score(inputs, cancellationToken);
        for (int function = 0; function < scorer.Rewards.Count; function++)
        {
            string name = scorer.Rewards[function].Function.Name;
            metrics.Add(MetricNames.TimeoutsOf(name), table.Timeouts[function]);
            for (int i = 0; i < samples.Length; i++)
                samples[i].Scores[name] = table.Values[function][i];
        }
        for (int i = 0; i < samples.Length; i++)
            samples[i].Reward = scorer.Rewards.Select((reward, function) => reward.Weight * table.Values[function][i]).Sum();
        foreach (RolloutGroup group in groups)
            foreach (RolloutSample sample in group.Samples)
                sample.Counts = sample.IsScored && group.Greedy is not { IsScored: false } && !(options.MaskTruncated && sample.IsTruncated);
    }

    /// <summary>What was rolled out, dropped groups included: dynamic sampling must not make a model look better than it is.</summary>
    private void Describe(List<RolloutGroup> groups, StepMetrics metrics)
    {
        RolloutSample[] samples = [.. groups.SelectMany(group => group.Samples)];
        double[] rewards = [.. samples.Where(sample => sample.IsScored).Select(sample => sample.Reward)];
        double mean = rewards.Length > 0 ? rewards.Average() : double.NaN;
        metrics[MetricNames.Reward] = mean;
        metrics["reward/std"] = rewards.Length > 0 ? Math.Sqrt(rewards.Average(reward => (reward - mean) * (reward - mean))) : double.NaN;
        metrics["reward/unscored"] = groups.SelectMany(group => group.Scored).Count(sample => !sample.IsScored);
        foreach (WeightedReward reward in scorer.Rewards)
        {
            double[] values = [.. samples.Select(sample => sample.Scores[reward.Function.Name]).Where(double.IsFinite)];
            metrics[MetricNames.RewardOf(reward.Function.Name)] = values.Length > 0 ? values.Average() : double.NaN;
        }
        metrics[MetricNames.Length] = samples.Average(sample => sample.Generated.TokenIds.Count);
        metrics["length/max"] = samples.Max(sample => sample.Generated.TokenIds.Count);
        metrics[MetricNames.Truncated] = samples.Average(sample => sample.IsTruncated ? 1.0 : 0);
        // -log p of the tokens drawn is an unbiased estimate of the entropy as long as they are drawn from p.
        metrics["rollout/surprise"] = -samples.SelectMany(sample => sample.Generated.LogProbabilities).Average();
    }

    internal static RewardInput Input(GrpoProblem problem, GeneratedSample sample) => new()
    {
        Row = problem.Row,
        Prompt = problem.Prompt,
        Answer = problem.Answer,
        Response = sample.Text ?? "",
        TokenCount = sample.TokenIds.Count,
        FinishReason = sample.FinishReason,
        Columns = problem.Columns,
    };
}
