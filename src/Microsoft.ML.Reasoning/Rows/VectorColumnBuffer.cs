using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>Vectors, each copied in and out, because a caller may reuse the memory of the vector that it hands to a getter.</summary>
internal sealed class VectorColumnBuffer<TItem>(DataViewRow input, DataViewSchema.Column column)
    : ColumnBuffer<VBuffer<TItem>>(input.GetGetter<VBuffer<TItem>>(column))
{
    public override void Get(int place, ref VBuffer<TItem> value) => Values[place].CopyTo(ref value);
}
