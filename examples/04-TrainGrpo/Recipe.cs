using System.Globalization;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using TrainTinyReasoner.Problems;

namespace TrainGrpo;

/// <summary>What a run is: everything follows from these values, the seed, and how long it goes on.</summary>
internal sealed record Recipe
{
    public string Task { get; init; } = TaskNames.Arithmetic;

    public string Algorithm { get; init; } = "grpo";

    public ulong Seed { get; init; } = 1;

    public double Minutes { get; init; } = 15;

    /// <summary>How many steps to make; null: as many as the minutes allow.</summary>
    public int? Steps { get; init; }

    public double LearningRate { get; init; } = 1e-4;

    public int WarmupSteps { get; init; } = 5;

    public double Beta2 { get; init; } = 0.99;

    public int PromptsPerStep { get; init; } = 32;

    public int GroupSize { get; init; } = 16;

    public int MinibatchesPerStep { get; init; } = 1;

    public ZeroVarianceRule ZeroVariance { get; init; } = ZeroVarianceRule.Drop;

    public int MaxNewTokens { get; init; } = 160;

    /// <summary>How many problems there are to learn from; a run of some minutes sees each once at most.</summary>
    public int Problems { get; init; } = 20_000;

    /// <summary>Every how many steps effective rank and dispersion are measured, whatever the algorithm; 0: where it needs them.</summary>
    public int LatentInterval { get; init; }

    public GrpoTrainer.Options Options(string directory)
    {
        var options = new GrpoTrainer.Options
        {
            Seed = Seed,
            GroupSize = GroupSize,
            PromptsPerStep = PromptsPerStep,
            MinibatchesPerStep = MinibatchesPerStep,
            MaxNewTokens = MaxNewTokens,
            ZeroVariance = ZeroVariance,
            LearningRate = LearningRate,
            WarmupSteps = WarmupSteps,
            Optimizer = new PolicyOptimizerOptions { AdamW = new AdamWOptions(Beta2: Beta2) },
            Steps = Steps,
            Epochs = 1000, // the clock ends the run, if no number of steps does
            TimeLimit = Steps is null ? TimeSpan.FromMinutes(Minutes) : null,
            Latents = LatentInterval > 0 ? Algorithms.Measured(LatentInterval) : null,
            CheckpointDirectory = directory,
            CheckpointInterval = 50,
        };
        Algorithms.Apply(Algorithm, options);
        return options;
    }

    /// <summary>The options of the command line that give this recipe.</summary>
    public IEnumerable<string> CommandLine()
    {
        (string Name, IConvertible? Value)[] options =
        [
            ("--task", Task), ("--algorithm", Algorithm), ("--seed", Seed), ("--minutes", Minutes), ("--steps", Steps), ("--rate", LearningRate),
            ("--warmup", WarmupSteps), ("--beta2", Beta2), ("--prompts", PromptsPerStep), ("--group", GroupSize),
            ("--minibatches", MinibatchesPerStep), ("--zero-variance", $"{ZeroVariance}"), ("--latents", LatentInterval),
        ];
        foreach ((string name, IConvertible? value) in options)
        {
            if (value is null)
                continue;
            yield return name;
            yield return value.ToString(CultureInfo.InvariantCulture);
        }
    }
}
