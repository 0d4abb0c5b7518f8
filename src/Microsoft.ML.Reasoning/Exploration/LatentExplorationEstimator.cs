using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Lets a language model answer each prompt with latent exploration (<see cref="LanguageModels.LatentExplorationDecoding"/>). Out: the columns of
/// <see cref="GenerateEstimator"/> and, for the tokens of all answers of a row one after the other (the token counts tell them apart),
/// whether each explored (Boolean), could have (Boolean), how many inner layers its mixture had (Int32, -1 where it did not explore), the
/// log-probability with which it was drawn (Single), and the entropy of the mixture at every depth (Single, [tokens, depth], not a
/// number where no inner heads ran).
/// </summary>
public sealed class LatentExplorationEstimator : ReasoningEstimator<LatentExplorationTransformer>
{
    internal LatentExplorationEstimator(
        IHostEnvironment env, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
        : this(env.Register(nameof(LatentExplorationTransformer)), outputColumnName, model, inputColumnName, options)
    {
    }

    private LatentExplorationEstimator(IHost host, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
        : base(new LatentExplorationTransformer(host, model, CreateState(host, outputColumnName, model, inputColumnName, options),
            options.Generation.Progress, options.Generation.CancellationToken))
    {
    }

    private static LatentExplorationState CreateState(
        IHost host, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var errors = new OptionErrors($"{nameof(LatentExplorationEstimator)}.{nameof(Options)}");
        GenerateState? generation = null;
        errors.Collect(() => generation = GenerateEstimator.CreateState(host, outputColumnName, model, inputColumnName, options.Generation));
        errors.Require(options.Generation.Strategy is null, "Generation.Strategy is set, but the strategy is Exploration");
        errors.Collect(() => options.Exploration.Prepare(model, new GenerationOptions
        {
            Temperature = options.Generation.Temperature, TopK = options.Generation.TopK, TopP = options.Generation.TopP,
            MinP = options.Generation.MinP, RepetitionPenalty = options.Generation.RepetitionPenalty,
            UseModelDefaults = options.Generation.UseModelDefaults,
        }));
        errors.ThrowIfAny();
        return new LatentExplorationState(
            generation! with { Sampling = generation.Sampling with { Strategy = options.Exploration } },
            options.Exploration.Resolve(model), options.ExploredColumnName, options.ThinkingColumnName, options.DepthsColumnName,
            options.BehaviourColumnName, options.EntropiesColumnName);
    }

    /// <summary>Options of <see cref="LatentExplorationEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>How to explore. Default: the published way.</summary>
        public LatentExplorationDecoding Exploration { get; set; } = new();

        /// <summary>
        /// How to generate; top-k, top-p, min-p, a repetition penalty and another strategy do not go with exploration. Default: one answer
        /// at temperature 0.6.
        /// </summary>
        public GenerateEstimator.Options Generation { get; set; } = new() { Temperature = 0.6f };

        /// <summary>The column of which tokens explored. Default: "Explored".</summary>
        public string ExploredColumnName { get; set; } = "Explored";

        /// <summary>The column of which tokens could have. Default: "Thinking".</summary>
        public string ThinkingColumnName { get; set; } = "Thinking";

        /// <summary>The column of the numbers of inner layers. Default: "ExplorationDepths".</summary>
        public string DepthsColumnName { get; set; } = "ExplorationDepths";

        /// <summary>The column of the log-probabilities of the draws. Default: "BehaviourLogProbabilities".</summary>
        public string BehaviourColumnName { get; set; } = "BehaviourLogProbabilities";

        /// <summary>The column of the entropies. Default: "MixtureEntropies".</summary>
        public string EntropiesColumnName { get; set; } = "MixtureEntropies";
    }
}
