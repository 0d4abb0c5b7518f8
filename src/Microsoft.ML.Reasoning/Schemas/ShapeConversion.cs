using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Between the two forms of a schema, so that each component checks its columns and names its outputs once, on <see cref="DataViewSchema"/>.
/// </summary>
internal static class ShapeConversion
{
    /// <summary>
    /// The shape of a schema. <see cref="SchemaShape.Column"/> cannot be constructed from outside ML.NET, but a chain hands its first
    /// estimator the shape of the data it is fitted to: a probe estimator keeps it.
    /// </summary>
    public static SchemaShape ToShape(DataViewSchema schema)
    {
        var probe = new ShapeProbe();
        new EstimatorChain<ITransformer>().Append(probe).Fit(new SchemaOnlyDataView(schema));
        return probe.Shape!;
    }

    /// <summary>A schema with the columns of a shape; a vector of known size, whose size a shape does not tell, has size 1.</summary>
    public static DataViewSchema ToSchema(SchemaShape shape)
    {
        var builder = new DataViewSchema.Builder();
        foreach (SchemaShape.Column column in shape)
            builder.AddColumn(column.Name, TypeOf(column));
        return builder.ToSchema();
    }

    /// <summary>The columns of <paramref name="input"/> with <paramref name="outputs"/> added; one of the same name replaces.</summary>
    public static SchemaShape Add(SchemaShape input, IEnumerable<DataViewSchema.DetachedColumn> outputs)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(outputs);
        SchemaShape added = ToShape(builder.ToSchema());
        var names = added.Select(column => column.Name).ToHashSet();
        return new SchemaShape(input.Where(column => !names.Contains(column.Name)).Concat(added));
    }

    private static DataViewType TypeOf(SchemaShape.Column column)
    {
        DataViewType item = column.IsKey ? new KeyDataViewType(column.ItemType.RawType, 1) : column.ItemType;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => new VectorDataViewType((PrimitiveDataViewType)item, 1),
            _ => new VectorDataViewType((PrimitiveDataViewType)item),
        };
    }
}
