using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A causal language model: weights, the forward pass, and the tokenizer that belongs to them.</summary>
/// <remarks>
/// Several threads may run forward passes at once; nobody else may while weights change. Gradients are off until
/// <see cref="ModelWeights.EnableGradients"/> turns them on.
/// </remarks>
public sealed partial class CausalLanguageModel : IDisposable
{
    private readonly DecoderTrunk _trunk;
    private readonly byte[]? _generationConfiguration;
    private long _forwardCount;

    private CausalLanguageModel(
        ModelConfiguration configuration, ModelWeights weights, HuggingFaceTokenizer? tokenizer, byte[]? generationConfiguration)
    {
        Configuration = configuration with { Precision = weights.Values.dtype };
        Weights = weights;
        Tokenizer = tokenizer;
        ChatTemplate = tokenizer?.ChatTemplateSource is { } source ? ChatTemplates.Recognize(source) : null;
        _generationConfiguration = generationConfiguration;
        _trunk = new DecoderTrunk(configuration, weights.Values.device);
        PackedWeights = new HostWeightsCache(this);
    }

    /// <summary>The shape of the model; its precision is the one that it computes in.</summary>
    public ModelConfiguration Configuration { get; }

    /// <summary>The weights.</summary>
    public ModelWeights Weights { get; }

    /// <summary>The weights by their Hugging Face names: views of <see cref="Weights"/>, owned by the model.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => Weights.Parameters;

    /// <summary>The tokenizer; null where the checkpoint has none.</summary>
    public HuggingFaceTokenizer? Tokenizer { get; }

    /// <summary>
    /// The checkpoint's chat template; null where it has none or one that is not known (see <see cref="ChatTemplates.KnownNames"/>).
    /// </summary>
    public IChatTemplate? ChatTemplate { get; }

    /// <summary>What the checkpoint suggests for sampling; null where it suggests nothing.</summary>
    public GenerationDefaults? GenerationDefaults { get; private init; }

    /// <summary>The directory that the model was read from; null for a new model.</summary>
    public string? SourceDirectory { get; private init; }

    /// <summary>Where the weights are.</summary>
    public Device Device => Weights.Values.device;

    /// <summary>The precision of the weights and states.</summary>
    public ScalarType Precision => Weights.Values.dtype;

    /// <summary>The weights in the form in which the host decodes with them.</summary>
    internal HostWeightsCache PackedWeights { get; }

    /// <summary>How many forward passes there were.</summary>
    public long ForwardCount => Interlocked.Read(ref _forwardCount);

    internal DecoderTrunk Trunk => _trunk;

    /// <summary>Computes hidden states. Differentiable once gradients are enabled, unless under <c>no_grad</c>.</summary>
    /// <param name="input">Token ids and what goes with them.</param>
    /// <param name="cache">
    /// The keys and values of earlier tokens; those of the new ones are added. Not while gradients are computed.
    /// </param>
    /// <param name="layers">
    /// Layers whose states are wanted besides the last: 0 the embeddings, 1 to L - 1 the output of that block, L after the final norm;
    /// negative numbers count from the end (-1 is L).
    /// </param>
    public ModelOutput Forward(ModelInput input, KeyValueCache? cache = null, IReadOnlyList<int>? layers = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        input.Validate(Configuration, cache?.Length ?? 0);
        if (cache is not null && Weights.Gradients is not null && is_grad_enabled())
            throw new InvalidOperationException("A cache is overwritten and has no gradients: use it under no_grad.");
        Dictionary<int, int> wanted = (layers ?? []).Distinct().ToDictionary(layer => layer, LayerIndex);
        Dictionary<int, Tensor> states = _trunk.Forward(Weights, input, cache, wanted.Values.ToHashSet());
        CountForward();
        return new ModelOutput(states[Configuration.LayerCount], wanted.ToDictionary(pair => pair.Key, pair => states[pair.Value]));
    }

    /// <summary>The logits of the next token, [..., width] to [..., vocabulary].</summary>
    public Tensor Logits(Tensor states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return functional.linear(states, Weights.Head);
    }

    /// <summary>
    /// The log-probability that each state gives to its target, computed a few states at a time: [batch, tokens, vocabulary] never
    /// exists. Differentiable.
    /// </summary>
    /// <param name="states">States after the final norm, [..., width].</param>
    /// <param name="targets">int64 [...].</param>
    /// <returns>float32 [...].</returns>
    public Tensor LogProbabilities(Tensor states, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(targets);
        long[] expected = states.shape.AsSpan()[..^1].ToArray();
        if (!targets.shape.SequenceEqual(expected))
            throw new ArgumentException($"Targets are [{string.Join(", ", expected)}]; found [{string.Join(", ", targets.shape)}].", nameof(targets));
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = TokenLogProbabilities.Of(states.reshape(-1, Configuration.HiddenSize), Weights.Head, targets.reshape(-1));
        return flat.view(targets.shape).MoveToOuterDisposeScope();
    }

    /// <summary>A model with weights of its own, equal to these. The tokenizer is shared.</summary>
    public CausalLanguageModel Clone() => new(Configuration, Weights.Clone(), Tokenizer, _generationConfiguration)
    {
        GenerationDefaults = GenerationDefaults,
        SourceDirectory = SourceDirectory,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _trunk.Dispose();
        Weights.Dispose();
    }

    /// <summary>Counts a pass; the decoder of the host makes its own.</summary>
    internal void CountForward() => Interlocked.Increment(ref _forwardCount);

    private int LayerIndex(int layer)
    {
        int count = Configuration.LayerCount, index = layer < 0 ? layer + count + 1 : layer;
        return index >= 0 && index <= count
            ? index
            : throw new ArgumentOutOfRangeException(nameof(layer), layer, $"Layers are 0 to {count}, or -1 to -{count + 1} from the end.");
    }
}
