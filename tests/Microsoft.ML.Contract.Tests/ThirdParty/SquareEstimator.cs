using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>An estimator of our own for "Square" = Number squared; it learns nothing but remembers what it saw.</summary>
public sealed class SquareEstimator(int passes = 0) : IEstimator<SquareTransformer>
{
    public List<SchemaShape> Shapes { get; } = [];

    public int Fits { get; private set; }

    public SquareTransformer Fit(IDataView input)
    {
        Fits++;
        for (int pass = 0; pass < passes; pass++)
            _ = input.GetColumn<int>("Number").Sum();
        return new SquareTransformer();
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Shapes.Add(inputSchema);
        if (!inputSchema.Any(c => c.Name == "Number"))
            throw new ArgumentOutOfRangeException(nameof(inputSchema), "Column 'Number' is missing.");
        SchemaShape.Column square = ShapeOf(SquareTransformer.OutputOf(null));
        return new SchemaShape([.. inputSchema.Where(c => c.Name != "Square"), square]);
    }

    /// <summary>A column's shape has no public constructor: a chain hands one to a probe.</summary>
    private static SchemaShape.Column ShapeOf(DataViewSchema schema)
    {
        var probe = new ShapeProbe();
        new EstimatorChain<ITransformer>().Append(probe).Fit(new SchemaOnlyView(schema));
        return probe.Shape!.Single();
    }
}
