using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Measures how sure each layer of a language model is of the tokens of a response: the entropy, in nats, of the distribution that the
/// layer's states give through the model's head. In: a Text column of prompts and one of responses. Out: a vector of Single with a slot
/// for each layer, the mean over the response's tokens (0 where there are none), and one of [tokens, layers] with all values.
/// </summary>
public sealed class LayerPosteriorsEstimator : ReasoningEstimator<LayerPosteriorsTransformer>
{
    internal LayerPosteriorsEstimator(IHostEnvironment env, string outputColumnName, CausalLanguageModel model, Options options)
        : base(new LayerPosteriorsTransformer(
            env.Register(nameof(LayerPosteriorsTransformer)), model, CreateState(outputColumnName, model, options), options.CancellationToken))
    {
    }

    private static LayerPosteriorsState CreateState(string outputColumnName, CausalLanguageModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<int> layers = options.Layers ?? [.. Enumerable.Range(1, model.Configuration.LayerCount)];
        string tokens = options.TokenEntropiesColumnName ?? outputColumnName + "PerToken";
        var errors = new OptionErrors($"{nameof(LayerPosteriorsEstimator)}.{nameof(Options)}");
        errors.RequireName(outputColumnName, nameof(outputColumnName));
        errors.RequireName(options.PromptColumnName, nameof(options.PromptColumnName));
        errors.RequireName(options.ResponseColumnName, nameof(options.ResponseColumnName));
        errors.RequireName(tokens, nameof(options.TokenEntropiesColumnName));
        errors.RequireDistinct(outputColumnName, tokens);
        errors.Require(layers.Count > 0, $"{nameof(options.Layers)} is empty");
        errors.Collect(() => LayerNumbers.Resolve(model, layers));
        errors.Require(options.Temperature is >= 0.001f and <= float.MaxValue,
            FormattableString.Invariant($"Temperature is {options.Temperature}, expected at least 0.001"));
        errors.ThrowIfAny();
        PromptCheck.HasTokenizer(model);
        return new LayerPosteriorsState(outputColumnName, tokens, options.PromptColumnName, options.ResponseColumnName,
            LayerNumbers.Resolve(model, layers), options.Temperature, options.NormalizeInner);
    }

    /// <summary>Options of <see cref="LayerPosteriorsEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>The column of the prompts: Text. Default: "Prompt".</summary>
        public string PromptColumnName { get; set; } = "Prompt";

        /// <summary>The column of the responses: Text, or a vector with one. Default: "Response".</summary>
        public string ResponseColumnName { get; set; } = "Response";

        /// <summary>The column of the values of each token. Default: null, the name of the output with "PerToken" behind it.</summary>
        public string? TokenEntropiesColumnName { get; set; }

        /// <summary>
        /// The layers (0: embeddings; 1 to L - 1: outputs of the blocks; L or -1: after the final norm). Default: null, 1 to L.
        /// </summary>
        public IReadOnlyList<int>? Layers { get; set; }

        /// <summary>Divides the logits before the softmax. Default: 1.</summary>
        public float Temperature { get; set; } = 1;

        /// <summary>Whether inner states go through the final norm before the head. Default: false, as in latent exploration.</summary>
        public bool NormalizeInner { get; set; }

        /// <summary>Ends a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
