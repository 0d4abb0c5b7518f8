using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>A training that a tiny model finishes in a moment.</summary>
internal static class GrpoFixture
{
    /// <summary>Rewards the share of a response's characters that are small letters a to m: a random model reaches it here and there.</summary>
    public static IRewardFunction Letters { get; } = Rewards.Of("letters", input =>
        input.Response.Length == 0 ? 0 : input.Response.Count(letter => letter is >= 'a' and <= 'm') / (double)input.Response.Length);

    public static IDataView Problems(MLContext ml, int count = 12) => ml.Data.LoadFromEnumerable(InputProblem.Several(count));

    public static GrpoTrainer.Options Options(int steps = 4) => new()
    {
        Seed = 5,
        GroupSize = 4,
        PromptsPerStep = 3,
        MaxNewTokens = 10,
        LearningRate = 1e-2,
        Steps = steps,
        RewardFunctions = [new WeightedReward(Letters)],
    };

    /// <summary>Trains, and gives what was reported.</summary>
    public static List<GrpoProgress> Train(CausalLanguageModel model, GrpoTrainer.Options options, IDataView? problems = null, Action<CausalLanguageModel>? look = null)
    {
        var ml = new MLContext(seed: 1);
        var steps = new StepList();
        options.Progress = steps;
        using ReasoningModelTransformer trained = ml.Reasoning().Trainers.Grpo(model, options).Fit(problems ?? Problems(ml));
        look?.Invoke(trained.Model);
        return steps.All;
    }

    public static float[] Weights(CausalLanguageModel model) => model.Weights.Values.data<float>().ToArray();

    private sealed class StepList : IProgress<GrpoProgress>
    {
        public List<GrpoProgress> All { get; } = [];

        public void Report(GrpoProgress value) => All.Add(value);
    }
}
