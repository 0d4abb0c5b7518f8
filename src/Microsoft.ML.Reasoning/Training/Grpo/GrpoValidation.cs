using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>Answers the validation problems, always with the same random numbers.</summary>
internal sealed class GrpoValidation(
    CausalLanguageModel model, IReadOnlyList<GrpoProblem> problems, GrpoTrainer.Options options, ulong seed, RewardScorer scorer)
{
    // Other random numbers than those of the training with the same seed.
    private const ulong SeedMask = 0x5DEECE66D_1234567;

    private readonly AnswerVerifier _verifier = new();

    /// <summary>What the best checkpoint is chosen by.</summary>
    public string Decisive => problems.Any(problem => problem.Answer is { Length: > 0 }) ? MetricNames.ValidationPassAt(1) : MetricNames.ValidationReward;

    public void Run(StepMetrics metrics, CancellationToken cancellationToken)
    {
        using IDisposable time = metrics.Time("validation");
        int count = options.ValidationSamples;
        IReadOnlyList<GeneratedSample> samples = model.Generate([.. problems.Select(problem => problem.PromptIds)], new GenerationOptions
        {
            SamplesPerPrompt = count,
            MaxNewTokens = options.MaxNewTokens,
            Temperature = options.ValidationTemperature,
            StopTokenIds = options.StopTokenIds,
            UseModelDefaults = false,
            BatchSize = options.ConcurrentSamples,
            Seed = seed ^ SeedMask,
            CancellationToken = cancellationToken,
        });
        RewardTable table = scorer.Score([.. samples.Select(sample => RolloutCollector.Input(problems[sample.PromptIndex], sample))], cancellationToken);
        double[] rewards = [.. Enumerable.Range(0, samples.Count)
            .Select(i => scorer.Rewards.Select((reward, function) => reward.Weight * table.Values[function][i]).Sum()).Where(double.IsFinite)];
        metrics[MetricNames.ValidationReward] = rewards.Length > 0 ? rewards.Average() : double.NaN;
        metrics["validation/unscored"] = samples.Count - rewards.Length;
        metrics["validation/truncated_share"] = samples.Average(sample => sample.FinishReason == FinishReason.Length ? 1.0 : 0);
        int[] judged = [.. Enumerable.Range(0, problems.Count).Where(i => problems[i].Answer is { Length: > 0 })];
        if (judged.Length == 0)
            return;
        int[] correct = new int[problems.Count];
        foreach (GeneratedSample sample in samples.Where(sample => problems[sample.PromptIndex].Answer is { Length: > 0 }))
            correct[sample.PromptIndex] += _verifier.Verify(problems[sample.PromptIndex].Answer!, sample.Text ?? "").IsCorrect ? 1 : 0;
        foreach (int k in new[] { 1, count }.Distinct())
            metrics[MetricNames.ValidationPassAt(k)] = judged.Average(i => PassAtK.Estimate(count, correct[i], k));
    }
}
