using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What goes into a forward pass. The caller keeps the tensors and disposes them.</summary>
/// <param name="tokenIds">Token ids, int64 [batch, tokens]. Where an embedding is given instead, any valid id.</param>
public sealed class ModelInput(Tensor tokenIds)
{
    /// <summary>Token ids, int64 [batch, tokens].</summary>
    public Tensor TokenIds { get; } = tokenIds ?? throw new ArgumentNullException(nameof(tokenIds));

    /// <summary>
    /// Which tokens are real, [batch, tokens] (with a cache: [batch, cached tokens + tokens]): anything but 0 is. Padding may be on
    /// either side. Null: all are.
    /// </summary>
    public Tensor? AttentionMask { get; init; }

    /// <summary>
    /// The position of each token, int64 [batch, tokens], or [3, batch, tokens] for architectures with positions of three dimensions.
    /// Null: counted from the attention mask, so that the first real token of a row has position 0.
    /// </summary>
    public Tensor? PositionIds { get; init; }

    /// <summary>
    /// Embeddings [count, width] that take the place of those of the token ids where <see cref="EmbeddingMask"/> is true, in reading
    /// order.
    /// </summary>
    public Tensor? Embeddings { get; init; }

    /// <summary>Where the embeddings go: bool [batch, tokens] with as many true as there are embeddings.</summary>
    public Tensor? EmbeddingMask { get; init; }

    /// <summary>Checks every shape against the others.</summary>
    /// <param name="configuration">The model that the input is for.</param>
    /// <param name="cachedTokens">How many tokens came before.</param>
    internal void Validate(ModelConfiguration configuration, int cachedTokens)
    {
        if (TokenIds.dtype != ScalarType.Int64 || TokenIds.dim() != 2 || TokenIds.shape[0] < 1 || TokenIds.shape[1] < 1)
            throw new ArgumentException($"TokenIds are int64 [batch, tokens], at least one of each; found {Describe(TokenIds)}.");
        (long batch, long tokens) = (TokenIds.shape[0], TokenIds.shape[1]);
        if (AttentionMask is not null && !AttentionMask.shape.SequenceEqual([batch, cachedTokens + tokens]))
        {
            throw new ArgumentException(
                $"AttentionMask covers the cached tokens and the new ones: [{batch}, {cachedTokens + tokens}]; found {Describe(AttentionMask)}.");
        }

        if (PositionIds is { } positions)
        {
            if (positions.dim() == 3)
                throw new ArgumentException($"PositionIds have one dimension for '{configuration.ModelType}', [batch, tokens]; found {Describe(positions)}.");
            if (!positions.shape.SequenceEqual([batch, tokens]))
                throw new ArgumentException($"PositionIds are [{batch}, {tokens}] as the token ids; found {Describe(positions)}.");
        }

        if (AttentionMask is null && PositionIds is null && cachedTokens + tokens > configuration.ContextLength)
            throw new ArgumentException($"{cachedTokens + tokens} tokens do not fit into the model's context of {configuration.ContextLength}.");
        ValidateEmbeddings(configuration.HiddenSize);
    }

    private void ValidateEmbeddings(int width)
    {
        if (Embeddings is null != EmbeddingMask is null)
            throw new ArgumentException("Embeddings and EmbeddingMask are given together.");
        if (Embeddings is null || EmbeddingMask is null)
            return;
        if (Embeddings.dim() != 2 || Embeddings.shape[1] != width)
            throw new ArgumentException($"Embeddings are [count, {width}]; found {Describe(Embeddings)}.");
        if (EmbeddingMask.dtype != ScalarType.Bool || !EmbeddingMask.shape.SequenceEqual(TokenIds.shape))
            throw new ArgumentException($"EmbeddingMask is Bool and shaped as the token ids; found {Describe(EmbeddingMask)}.");
        using Tensor places = EmbeddingMask.sum(ScalarType.Int64);
        long count = places.item<long>();
        if (count != Embeddings.shape[0])
            throw new ArgumentException($"EmbeddingMask has {count} places for {Embeddings.shape[0]} embeddings.");
    }

    private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
