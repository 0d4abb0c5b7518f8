using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>The type of a column of <see cref="KeptStates"/>; as all columns of states it does not survive ML.NET's cache and shuffle.</summary>
public sealed class KeptStatesDataViewType : StructuredDataViewType
{
    private KeptStatesDataViewType() : base(typeof(KeptStates))
    {
    }

    /// <summary>The only instance.</summary>
    public static KeptStatesDataViewType Instance { get; } = new();

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) => other is KeptStatesDataViewType;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeptStatesDataViewType;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(KeptStatesDataViewType).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => "KeptStates";
}
