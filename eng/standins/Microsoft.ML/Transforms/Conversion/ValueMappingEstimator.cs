using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public class ValueMappingEstimator : TrivialEstimator<ValueMappingTransformer>
{
    internal ValueMappingEstimator(IHostEnvironment env, IDataView lookup, DataViewSchema.Column key, DataViewSchema.Column value, string output, string input)
        : this(env.Register(nameof(ValueMappingEstimator)), ValueMap.Read(lookup, key, value), output, input)
    {
    }

    private ValueMappingEstimator(IHost host, ValueMap map, string output, string input)
        : base(host, new ValueMappingTransformer(host, map, output, input))
    {
    }

    public sealed override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        (string output, string input) = Transformer.Columns[0];
        SchemaShape.Column column = inputSchema.Find(input) ?? throw Check.MissingColumn(nameof(inputSchema), "input", input);
        DataViewSchema.Column value = Transformer.Map.Value;
        SchemaShape.Column shape = SchemaShape.Of(output, value.Type, SchemaShape.Of(value.Annotations.Schema));
        if (column.Kind == SchemaShape.Column.VectorKind.Scalar)
            return inputSchema.With(shape);
        if (value.Type is VectorDataViewType)
            throw new NotSupportedException($"Column '{input}' cannot be mapped to values when the column and the map values are both vector type.");
        return inputSchema.With(new SchemaShape.Column(output, column.Kind, shape.ItemType, shape.IsKey, shape.Annotations));
    }
}
