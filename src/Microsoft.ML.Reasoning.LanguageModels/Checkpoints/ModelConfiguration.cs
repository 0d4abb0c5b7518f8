using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The shape of a causal language model: what <c>config.json</c> says, checked.</summary>
public sealed record ModelConfiguration
{
    /// <summary>The architecture: "llama", "mistral", "qwen2" or "qwen3".</summary>
    public required string ModelType { get; init; }

    /// <summary>Rows of the embedding.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The width of the hidden states.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>The width inside the feed-forward part.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>How many layers.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Query heads of a layer.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Key and value heads of a layer; query heads share them in equal groups.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>The width of a head; even.</summary>
    public required int HeadSize { get; init; }

    /// <summary>The longest text, in tokens.</summary>
    public required int ContextLength { get; init; }

    /// <summary>What the norms add to the mean square. Default 1e-6.</summary>
    public float RmsNormEpsilon { get; init; } = 1e-6f;

    /// <summary>The base of the rotary frequencies. Default 10000.</summary>
    public double RopeTheta { get; init; } = 10000;

    /// <summary>How rotary frequencies are stretched; null: not at all.</summary>
    public RotaryScaling? RotaryScaling { get; init; }

    /// <summary>The head is the embedding. Default false.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>
    /// llama, qwen3: biases in all four projections of attention. (qwen2 always has those of queries, keys and values.) Default false.
    /// </summary>
    public bool AttentionBias { get; init; }

    /// <summary>llama: biases in the feed-forward part. Default false.</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>
    /// How many tokens the layers of <see cref="WindowedLayers"/> look back over, their own included; null: no layer has a window.
    /// </summary>
    public int? SlidingWindow { get; init; }

    /// <summary>The layers, from 0, that have a sliding window.</summary>
    public IReadOnlyList<int> WindowedLayers { get; init; } = [];

    /// <summary>The tokens that end a text, from config.json and generation_config.json.</summary>
    public IReadOnlyList<int> EndTokenIds { get; init; } = [];

    /// <summary>The token that begins a text, where there is one.</summary>
    public int? BeginTokenId { get; init; }

    /// <summary>The token that fills up batches, where there is one.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>The precision that the checkpoint asks for: Float32, BFloat16, or null.</summary>
    public ScalarType? Precision { get; init; }

    /// <summary>Queries and keys are normalised by head (qwen3).</summary>
    public bool QkNorm => Architecture.QkNorm;

    /// <summary>The file's other fields, which <see cref="Save"/> writes back.</summary>
    internal JsonObject? Source { get; init; }

    internal ModelArchitecture Architecture => ModelArchitecture.Find(ModelType)
        ?? throw new NotSupportedException($"The architecture '{ModelType}' is not supported; known: {ModelArchitecture.KnownNames}.");

    internal bool QueryKeyValueBias => Architecture.ProjectionBias || (Architecture.AttentionBias && AttentionBias);

    internal bool AttentionOutputBias => Architecture.AttentionBias && AttentionBias;

    /// <summary>Reads <c>config.json</c>, and the end tokens of the <c>generation_config.json</c> beside it.</summary>
    /// <param name="path">The file, or the directory that holds it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">A field is missing or malformed; the message names file and field.</exception>
    /// <exception cref="NotSupportedException">
    /// The architecture or one of its options is not known; the message names file, field and value.
    /// </exception>
    public static ModelConfiguration Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string file = Directory.Exists(path) ? Path.Combine(path, ConfigurationReader.FileName) : path;
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no model configuration '{file}'.", file);
        return ConfigurationReader.Read(file);
    }

    /// <summary>Writes <c>config.json</c>: the fields above, and the others as they were in the file that was read.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ConfigurationWriter.Write(this, path);
    }

    /// <summary>Throws unless the numbers fit each other.</summary>
    /// <param name="where">What the message begins with.</param>
    internal ModelConfiguration Validated(string where)
    {
        ReadOnlySpan<(string Field, long Value)> sizes =
        [
            ("vocab_size", VocabularySize), ("hidden_size", HiddenSize), ("intermediate_size", IntermediateSize),
            ("num_hidden_layers", LayerCount), ("num_attention_heads", HeadCount), ("num_key_value_heads", KeyValueHeadCount),
            ("head_dim", HeadSize), ("max_position_embeddings", ContextLength),
        ];
        foreach ((string field, long value) in sizes)
            Check(value > 0, field, value, "a positive number");
        Check(HeadCount % KeyValueHeadCount == 0, "num_key_value_heads", KeyValueHeadCount, $"a divisor of num_attention_heads ({HeadCount})");
        Check(HeadSize % 2 == 0, "head_dim", HeadSize, "an even number");
        Check(SlidingWindow is null or > 0, "sliding_window", SlidingWindow, "a positive number");
        Check(SlidingWindow is not null || WindowedLayers.Count == 0, "sliding_window", SlidingWindow, "a number, for layers have a window");
        foreach (int token in (IEnumerable<int>)[.. EndTokenIds, BeginTokenId ?? 0])
            Check(token >= 0 && token < VocabularySize, "eos_token_id or bos_token_id", token, $"a token of the vocabulary (0 to {VocabularySize - 1})");
        Check(Precision is null or ScalarType.Float32 or ScalarType.BFloat16, "torch_dtype", Precision, "float32 or bfloat16");
        return this;

        void Check(bool right, string field, object? value, string expected)
        {
            if (!right)
                throw new FormatException($"{where}: field '{field}': expected {expected}, found {value ?? "nothing"}.");
        }
    }
}
