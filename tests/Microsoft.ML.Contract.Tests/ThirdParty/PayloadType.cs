using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>A column type of our own that is neither primitive nor vector.</summary>
public sealed class PayloadType : StructuredDataViewType
{
    private PayloadType()
        : base(typeof(Payload))
    {
    }

    public static PayloadType Instance { get; } = new();

    public override bool Equals(DataViewType? other) => other is PayloadType;
}
