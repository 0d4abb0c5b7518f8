using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Marks a member of type <see cref="TokenStates"/> of a row class, so that <c>CreateEnumerable</c> and <c>LoadFromEnumerable</c> know it.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class TokenStatesTypeAttribute : DataViewTypeAttribute
{
    private static readonly TokenStatesDataViewType s_type = new();

    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(s_type, typeof(TokenStates), this);

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is TokenStatesTypeAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TokenStatesTypeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(TokenStatesTypeAttribute).GetHashCode();
}
