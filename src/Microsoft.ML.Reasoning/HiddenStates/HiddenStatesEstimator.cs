using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Computes the hidden states of a language model over a text, or over the response to a prompt. In: a Text column, or one of prompts and
/// one of responses (Text, or a vector with one response). Out: a column of <see cref="TokenStates"/>, on the model's device:
/// [tokens, width], with several layers [layers, tokens, width], pooled without the dimension of tokens.
/// </summary>
/// <remarks>
/// A text is given to the model as it is, with the special tokens that its tokenizer prescribes; a response has no stop token of its own,
/// so its states lack the one that emitted it. Where <see cref="GenerateEstimator"/> kept the states of the responses, they are taken and
/// nothing is computed, stop token included. The states of a row are computed once, however many getters ask, together with those of the
/// rows looked ahead, and released when the cursor leaves the row (<see cref="TokenStates.Share"/> keeps them). An empty text or response
/// has no states, [0, width], and zeros where they are pooled.
/// </remarks>
public sealed class HiddenStatesEstimator : ReasoningEstimator<HiddenStatesTransformer>
{
    internal HiddenStatesEstimator(
        IHostEnvironment env, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
        : base(new HiddenStatesTransformer(env.Register(nameof(HiddenStatesTransformer)), model,
            CreateState(outputColumnName, model, inputColumnName, options), options.CancellationToken))
    {
    }

    private static HiddenStatesState CreateState(
        string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        int context = model.Configuration.ContextLength;
        bool isResponse = options.PromptColumnName is not null || options.ResponseColumnName is not null;
        var errors = new OptionErrors($"{nameof(HiddenStatesEstimator)}.{nameof(Options)}");
        errors.RequireName(outputColumnName, nameof(outputColumnName));
        errors.Require(options.PromptColumnName is not null == options.ResponseColumnName is not null,
            $"{nameof(options.PromptColumnName)} and {nameof(options.ResponseColumnName)} are given together");
        errors.Require(!isResponse || inputColumnName is null,
            $"either {nameof(inputColumnName)} is given, or prompt and response columns are");
        if (isResponse)
        {
            errors.RequireName(options.PromptColumnName, nameof(options.PromptColumnName));
            errors.RequireName(options.ResponseColumnName, nameof(options.ResponseColumnName));
        }

        errors.Require(options.Layers is { Count: > 0 }, $"{nameof(options.Layers)} is empty");
        errors.Collect(() => LayerNumbers.Resolve(model, options.Layers ?? []));
        errors.Require(options.BatchSize >= 1, $"{nameof(options.BatchSize)} is {options.BatchSize}, expected at least 1");
        errors.Require(options.TokensPerPass >= 1, $"{nameof(options.TokensPerPass)} is {options.TokensPerPass}, expected at least 1");
        errors.Require(options.MaxTokens is null || (options.MaxTokens >= 1 && options.MaxTokens <= context),
            $"{nameof(options.MaxTokens)} is {options.MaxTokens}, expected 1 to {context}, the model's context");
        errors.ThrowIfAny();
        PromptCheck.HasTokenizer(model);
        return new HiddenStatesState(outputColumnName, isResponse ? null : inputColumnName ?? outputColumnName,
            options.PromptColumnName, options.ResponseColumnName, options.KeptStatesColumnName,
            LayerNumbers.Resolve(model, options.Layers!), options.Rows, options.Pooling, options.BatchSize, options.TokensPerPass,
            options.MaxTokens ?? context);
    }

    /// <summary>Options of <see cref="HiddenStatesEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>The column of the prompts: Text. Default: null, the states of a single text are computed.</summary>
        public string? PromptColumnName { get; set; }

        /// <summary>The column of the responses, whose states are wanted: Text, or a vector with one. Default: null, as above.</summary>
        public string? ResponseColumnName { get; set; }

        /// <summary>
        /// The layers: 0 the embeddings, 1 to L - 1 the output of that block, L after the final norm; negative numbers count from the
        /// end. Default: -1 alone, after the final norm.
        /// </summary>
        public IReadOnlyList<int> Layers { get; set; } = [-1];

        /// <summary>
        /// Which states are those of a response. Default: <see cref="StateRows.Emitting"/>. A text without a prompt has those of its
        /// own tokens, whatever is set here: nothing emitted its first token.
        /// </summary>
        public StateRows Rows { get; set; } = StateRows.Emitting;

        /// <summary>How the states of the tokens become one. Default: <see cref="StatePooling.None"/>.</summary>
        public StatePooling Pooling { get; set; } = StatePooling.None;

        /// <summary>How many rows are looked ahead, sorted by length and computed together, at least 1. Default: 32.</summary>
        public int BatchSize { get; set; } = 32;

        /// <summary>
        /// The most tokens, padding included, of one forward pass, though one row's at least: the rows looked ahead that do not fit go
        /// through the model in several passes, the short ones together. Default: 16384.
        /// </summary>
        public int TokensPerPass { get; set; } = 16384;

        /// <summary>
        /// The most tokens that prompt and response, or the text, may have together; a longer row is an error. Default: null, the
        /// model's context.
        /// </summary>
        public int? MaxTokens { get; set; }

        /// <summary>
        /// The column of the states that generation kept, used where it is there and has the layers and rows that are wanted.
        /// Default: "KeptStates"; null computes all states anew.
        /// </summary>
        public string? KeptStatesColumnName { get; set; } = "KeptStates";

        /// <summary>Ends a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
