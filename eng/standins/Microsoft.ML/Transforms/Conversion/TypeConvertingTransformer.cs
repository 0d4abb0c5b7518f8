using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class TypeConvertingTransformer : OneToOneTransformerBase
{
    internal TypeConvertingTransformer(IHost host, PrimitiveDataViewType itemType, (string Output, string Input)[] columns)
        : base(host, columns)
        => ItemType = itemType;

    internal PrimitiveDataViewType ItemType { get; }

    internal override DataViewSchema.DetachedColumn OutputOf(string name, DataViewSchema.Column input)
    {
        Check.Param(
            ValueConversion.Exists(RawItemOf(input), ItemType.RawType),
            "inputSchema",
            $"source column '{input.Name}' with item type '{input.Type}' is not compatible with destination type '{ItemType}'");
        var vector = input.Type as VectorDataViewType;
        var annotations = new DataViewSchema.Annotations.Builder();
        if (vector is { IsKnownSize: true })
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        bool toNumber = ItemType is NumberDataViewType;
        if (toNumber && (vector?.ItemType ?? input.Type) is NumberDataViewType)
            annotations.Add(input.Annotations, kind => kind == AnnotationKinds.IsNormalized);
        if (toNumber && input.Type is BooleanDataViewType)
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        return new(name, vector == null ? ItemType : new VectorDataViewType(ItemType, vector.Dimensions), annotations.ToAnnotations());
    }

    internal override Delegate GetterOf(DataViewRow row, DataViewSchema.Column input)
        => (Delegate)Generic.Call(typeof(TypeConvertingTransformer), this, nameof(From), RawItemOf(input), row, input);

    private static Type RawItemOf(DataViewSchema.Column column) => (column.Type as VectorDataViewType)?.ItemType.RawType ?? column.Type.RawType;

    private Delegate From<TSource>(DataViewRow row, DataViewSchema.Column input)
        => (Delegate)Generic.Call(typeof(TypeConverter<TSource>), null, nameof(TypeConverter<TSource>.To), ItemType.RawType, row, input);
}
