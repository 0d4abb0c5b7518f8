using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Shapes of schemas, which ML.NET makes only inside a chain's Fit.</summary>
internal static class Shapes
{
    public static SchemaShape Of(IDataView data)
    {
        var probe = new Probe();
        new EstimatorChain<ITransformer>().Append(probe).Fit(data);
        return probe.Shape!;
    }

    /// <summary>The visible columns of a view are those of a shape: names, item types, kinds.</summary>
    public static void AssertSame(IDataView data, SchemaShape shape)
    {
        string[] expected = Of(data).Select(Describe).Order().ToArray();
        CollectionAssert.AreEqual(expected, shape.Select(Describe).Order().ToArray());
    }

    private static string Describe(SchemaShape.Column column) => $"{column.Name}: {column.Kind} of {column.ItemType}{(column.IsKey ? " key" : "")}";

    private sealed class Probe : IEstimator<ITransformer>, ITransformer
    {
        public SchemaShape? Shape { get; private set; }

        public bool IsRowToRowMapper => false;

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Shape = inputSchema;

        public ITransformer Fit(IDataView input) => this;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
