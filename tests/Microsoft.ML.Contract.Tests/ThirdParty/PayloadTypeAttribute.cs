using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Makes a member of a row class stand for a column of <see cref="PayloadType"/>.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class PayloadTypeAttribute : DataViewTypeAttribute
{
    public override void Register() => DataViewTypeManager.Register(PayloadType.Instance, typeof(Payload), this);

    public override bool Equals(DataViewTypeAttribute? other) => other is PayloadTypeAttribute;

    public override bool Equals(object? obj) => obj is PayloadTypeAttribute;

    public override int GetHashCode() => 1;
}
