using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnCopyingTransformer : OneToOneTransformerBase
{
    internal ColumnCopyingTransformer(IHost host, (string Output, string Input)[] columns)
        : base(host, columns)
    {
    }

    internal override DataViewSchema.DetachedColumn OutputOf(string name, DataViewSchema.Column input)
        => new(name, input.Type, input.Annotations);

    internal override Delegate GetterOf(DataViewRow row, DataViewSchema.Column input)
        => (Delegate)Generic.Call(typeof(ColumnCopyingTransformer), null, nameof(Getter), input.Type.RawType, row, input);

    private static Delegate Getter<TValue>(DataViewRow row, DataViewSchema.Column input) => row.GetGetter<TValue>(input);
}
