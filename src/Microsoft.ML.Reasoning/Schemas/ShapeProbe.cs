using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>An estimator that only keeps the shape that it is handed.</summary>
internal sealed class ShapeProbe : IEstimator<ITransformer>, ITransformer
{
    public SchemaShape? Shape { get; private set; }

    public bool IsRowToRowMapper => false;

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;

    public ITransformer Fit(IDataView input) => this;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    public IDataView Transform(IDataView input) => input;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException("A probe maps no rows.");

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("A probe is not saved.");
}
