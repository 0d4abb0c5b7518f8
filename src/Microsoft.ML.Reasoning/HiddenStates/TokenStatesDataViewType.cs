using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// The type of a column of <see cref="TokenStates"/>. It is neither primitive nor vector, so ML.NET's cache and shuffle drop such a
/// column: compute what is wanted of the states before them.
/// </summary>
public sealed class TokenStatesDataViewType : StructuredDataViewType
{
    /// <summary>The type of states about which nothing is known, such as a member of a row class has it.</summary>
    public TokenStatesDataViewType() : this(0, [], StatePooling.None)
    {
    }

    /// <summary>The type of states of a model.</summary>
    /// <param name="width">The width of a state; 0 if not known.</param>
    /// <param name="layers">The layers, counted from 0, the embeddings; empty if not known.</param>
    /// <param name="pooling">Whether there is a state a token or one a text.</param>
    public TokenStatesDataViewType(int width, IReadOnlyList<int> layers, StatePooling pooling) : base(typeof(TokenStates))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentNullException.ThrowIfNull(layers);
        Width = width;
        Layers = [.. layers];
        Pooling = pooling;
    }

    /// <summary>The width of a state; 0 if not known.</summary>
    public int Width { get; }

    /// <summary>
    /// The layers, counted from 0, the embeddings. With several, <see cref="TokenStates.Values"/> have a first dimension for them;
    /// empty if not known, then there is one.
    /// </summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>Whether there is a state a token or one a text.</summary>
    public StatePooling Pooling { get; }

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) =>
        other is TokenStatesDataViewType type && type.Width == Width && type.Pooling == Pooling && type.Layers.SequenceEqual(Layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Layers.Count, Pooling);

    /// <inheritdoc/>
    public override string ToString() =>
        $"States<{(Layers.Count > 1 ? $"{Layers.Count} layers, " : "")}{(Pooling == StatePooling.None ? "tokens, " : "")}{(Width > 0 ? Width : "any width")}>";
}
