using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnConcatenatingEstimator : IEstimator<ColumnConcatenatingTransformer>
{
    private readonly IHost _host;
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingEstimator(IHostEnvironment env, string output, string[] inputs)
    {
        Check.NotEmpty(output, "outputColumnName");
        Check.NotNull(inputs, "inputColumnNames");
        Check.Param(inputs.Length > 0 && !inputs.Any(string.IsNullOrEmpty), "inputColumnNames", "There must be input columns, each with a name");
        _host = env.Register(nameof(ColumnConcatenatingEstimator));
        _output = output;
        _inputs = inputs;
    }

    public ColumnConcatenatingTransformer Fit(IDataView input)
    {
        Check.NotNull(input, nameof(input));
        return new ColumnConcatenatingTransformer(_host, _output, _inputs);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        SchemaShape.Column[] inputs = [.. _inputs.Select(name =>
            inputSchema.Find(name) ?? throw Check.MissingColumn(nameof(inputSchema), "input", name))];
        foreach (SchemaShape.Column input in inputs)
        {
            Check.State(!input.IsKey, $"Column '{input.Name}' is key. Concatenation of keys is unsupported.");
            Check.State(input.ItemType.Equals(inputs[0].ItemType), $"Concatenated columns should have the same type. Column '{input.Name}' has type of {input.ItemType}, but expected column type is {inputs[0].ItemType}.");
        }
        SchemaShape.Column.VectorKind kind = inputs.Any(c => c.Kind == SchemaShape.Column.VectorKind.VariableVector)
            ? SchemaShape.Column.VectorKind.VariableVector
            : SchemaShape.Column.VectorKind.Vector;
        var annotations = new List<SchemaShape.Column>();
        if (inputs.All(c => c.Annotations.Find(AnnotationKinds.IsNormalized) != null))
            annotations.Add(SchemaShape.Of(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance));
        if (inputs.Any(c => c.Kind == SchemaShape.Column.VectorKind.Scalar || c.Annotations.Find(AnnotationKinds.SlotNames) != null))
            annotations.Add(new SchemaShape.Column(AnnotationKinds.SlotNames, SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false));
        return inputSchema.With(new SchemaShape.Column(_output, kind, inputs[0].ItemType, false, new SchemaShape(annotations)));
    }
}
