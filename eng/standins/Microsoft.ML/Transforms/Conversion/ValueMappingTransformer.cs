using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public class ValueMappingTransformer : OneToOneTransformerBase
{
    internal ValueMappingTransformer(IHost host, ValueMap map, string output, string input)
        : base(host, [(output, input ?? output)])
        => Map = map;

    internal ValueMap Map { get; }

    internal override DataViewSchema.DetachedColumn OutputOf(string name, DataViewSchema.Column input)
    {
        var vector = input.Type as VectorDataViewType;
        DataViewType found = vector?.ItemType ?? input.Type;
        Check.Param(found.RawType == Map.Key.Type.RawType, "inputSchema", $"Column '{input.Name}' has items of type {found}, but the keys are of type {Map.Key.Type}");
        DataViewType type = vector == null ? Map.Value.Type : new VectorDataViewType((PrimitiveDataViewType)Map.Value.Type, vector.Dimensions);
        return new(name, type, Map.Value.Annotations);
    }

    internal override Delegate GetterOf(DataViewRow row, DataViewSchema.Column input) => Map.Getter(row, input);
}
