using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Lets a language model answer each prompt one or more times. In: a Text column, given to the model as it is (put
/// <see cref="ChatTemplateEstimator"/> before it for a chat model). Out: a vector of Text with the answers and, beside it, why each
/// ended (Text: Stop, Length or PromptTooLong), its number of tokens (Int32, the stop token included) and the mean log-probability of its tokens (Single).
/// </summary>
/// <remarks>
/// The model runs when a cursor's getter asks for one of these columns, on a batch of rows, and again on every pass over the data: put
/// <c>ml.Data.Cache</c> or <c>AppendCacheCheckpoint</c> behind the last column that a model makes. The random numbers of a sample follow
/// from the seed, the identity of the row and the number of the sample only, so neither batches nor filters nor shuffles change it.
/// </remarks>
public sealed class GenerateEstimator : ReasoningEstimator<GenerateTransformer>
{
    internal GenerateEstimator(
        IHostEnvironment env, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
        : this(env.Register(nameof(GenerateTransformer)), outputColumnName, model, inputColumnName, options)
    {
    }

    private GenerateEstimator(IHost host, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
        : base(new GenerateTransformer(host, model, CreateState(host, outputColumnName, model, inputColumnName, options),
            options.Progress, options.CancellationToken))
    {
    }

    internal static GenerateState CreateState(
        IHost host, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var state = new GenerateState(
            outputColumnName, inputColumnName ?? outputColumnName, options.FinishReasonsColumnName, options.TokenCountsColumnName,
            options.MeanLogProbabilitiesColumnName, options.KeptStatesColumnName, options.BatchSize,
            new SamplingState(options.SamplesPerPrompt, options.MaxNewTokens, options.Temperature,
                options.Seed ?? SamplingState.DrawSeed(host.Rand), options.ConcurrentSamples)
            {
                TopK = options.TopK,
                TopP = options.TopP,
                MinP = options.MinP,
                RepetitionPenalty = options.RepetitionPenalty,
                StopTokenIds = options.StopTokenIds?.ToArray(),
                StopStrings = options.StopStrings?.ToArray(),
                Strategy = options.Strategy,
                UseModelDefaults = options.UseModelDefaults,
                LongPrompts = options.LongPrompts,
            });
        var errors = new OptionErrors($"{nameof(GenerateEstimator)}.{nameof(Options)}");
        errors.RequireName(state.ResponsesColumnName, nameof(outputColumnName));
        errors.RequireName(state.PromptColumnName, nameof(inputColumnName));
        errors.RequireName(state.FinishReasonsColumnName, nameof(options.FinishReasonsColumnName));
        errors.RequireName(state.TokenCountsColumnName, nameof(options.TokenCountsColumnName));
        errors.RequireName(state.MeanLogProbabilitiesColumnName, nameof(options.MeanLogProbabilitiesColumnName));
        errors.RequireName(state.KeptStatesColumnName, nameof(options.KeptStatesColumnName));
        errors.RequireDistinct(state.ResponsesColumnName, state.FinishReasonsColumnName, state.TokenCountsColumnName,
            state.MeanLogProbabilitiesColumnName, state.KeptStatesColumnName);
        errors.Require(options.BatchSize >= 1, $"BatchSize is {options.BatchSize}, expected at least 1");
        state.Sampling.Check(errors);
        errors.Collect(() => LayerNumbers.Resolve(model, options.KeepStates));
        errors.ThrowIfAny();
        PromptCheck.HasTokenizer(model);
        // What the model suggests may be wrong, or nothing that this library does: the user hears it before a cursor runs.
        state.Sampling.ToOptions().Resolve(model);
        return state with { Sampling = state.Sampling with { KeepStates = LayerNumbers.Resolve(model, options.KeepStates) } };
    }

    /// <summary>
    /// Options of <see cref="GenerateEstimator"/>. What is null is not set: then the model's <c>generation_config.json</c> decides, and
    /// where it says nothing, the default that is named here. The log tells the outcome.
    /// </summary>
    public sealed class Options
    {
        /// <summary>How many answers to generate for each prompt, at least 1. Default: 1.</summary>
        public int SamplesPerPrompt { get; set; } = 1;

        /// <summary>The most tokens of an answer, at least 1; the end of the model's context may come earlier. Default: 512.</summary>
        public int? MaxNewTokens { get; set; }

        /// <summary>
        /// Divides the logits before the softmax; 0 takes the most probable token every time, other values are at least 0.001. Default: 1,
        /// and 0 for a model that says <c>do_sample: false</c>.
        /// </summary>
        public float? Temperature { get; set; }

        /// <summary>Draw among this many most probable tokens; 0 does not restrict. Default: 0.</summary>
        public int? TopK { get; set; }

        /// <summary>Draw among the fewest tokens that have together at least this probability; 1 does not restrict. Default: 1.</summary>
        public float? TopP { get; set; }

        /// <summary>Draw among the tokens that have at least this share of the greatest probability; 0 does not restrict. Default: 0.</summary>
        public float? MinP { get; set; }

        /// <summary>
        /// Divides the positive and multiplies the negative logits of the tokens that the prompt or the answer so far has; 1 changes
        /// nothing. Default: 1.
        /// </summary>
        public float? RepetitionPenalty { get; set; }

        /// <summary>The seed of the random numbers. Default: null, drawn from the seed of the <see cref="MLContext"/>.</summary>
        public ulong? Seed { get; set; }

        /// <summary>The tokens that end an answer. Default: null, the model's end tokens; an empty list never stops.</summary>
        public IReadOnlyList<int>? StopTokenIds { get; set; }

        /// <summary>Texts that end an answer, which stops before the first of them. Default: none.</summary>
        public IReadOnlyList<string>? StopStrings { get; set; }

        /// <summary>
        /// Take what is not set from the model's <c>generation_config.json</c>, and refuse a model that asks there for what this library
        /// does not do. Default: true.
        /// </summary>
        public bool UseModelDefaults { get; set; } = true;

        /// <summary>
        /// What becomes of a prompt that leaves no room in the model's context: an error that names the row, or empty answers that are
        /// counted in the log and end with PromptTooLong. Default: Refuse.
        /// </summary>
        public LongPromptHandling LongPrompts { get; set; }

        /// <summary>How the next token is chosen. Default: null, greedy at temperature 0, else sampling by the options above.</summary>
        public IDecodingStrategy? Strategy { get; set; }

        /// <summary>How many rows are looked ahead and handed to the model together, at least 1. Default: 64.</summary>
        public int BatchSize { get; set; } = 64;

        /// <summary>How many answers the model writes at a time; speed and memory, not results, depend on it. Default: 64.</summary>
        public int ConcurrentSamples { get; set; } = 64;

        /// <summary>The column of why each answer ended: vector of Text, "Stop", "Length" or "PromptTooLong". Default: "FinishReasons".</summary>
        public string FinishReasonsColumnName { get; set; } = "FinishReasons";

        /// <summary>The column of each answer's number of tokens: vector of Int32. Default: "TokenCounts".</summary>
        public string TokenCountsColumnName { get; set; } = "TokenCounts";

        /// <summary>The mean log-probability of each answer's tokens: vector of Single. Default: "MeanLogProbabilities".</summary>
        public string MeanLogProbabilitiesColumnName { get; set; } = "MeanLogProbabilities";

        /// <summary>
        /// The layers whose states to keep for <see cref="HiddenStatesEstimator"/>, which then needs no forward pass (0: embeddings; 1 to
        /// L - 1: outputs of the blocks; L or -1: after the final norm). The states of a batch of rows are in memory together: lower
        /// <see cref="BatchSize"/> for large models. Default: none.
        /// </summary>
        public IReadOnlyList<int> KeepStates { get; set; } = [];

        /// <summary>
        /// The column in which kept states travel, where any are kept; caches and shuffles drop it. Default: "KeptStates".
        /// </summary>
        public string KeptStatesColumnName { get; set; } = "KeptStates";

        /// <summary>Is told how far the view has come: tokens, finished samples and samples asked for so far. Default: null.</summary>
        public IProgress<GenerationProgress>? Progress { get; set; }

        /// <summary>Ends a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
