using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(IHostEnvironment env, Action<TSrc, TDst> mapAction, SchemaDefinition inputDefinition, SchemaDefinition outputDefinition)
        : base(env.Register("CustomMappingEstimator"), new CustomMappingTransformer<TSrc, TDst>(mapAction, inputDefinition, outputDefinition))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        foreach (MappedColumn member in Transformer.Inputs.Columns)
        {
            SchemaShape.Column found = inputSchema.Find(member.Name) ?? throw Check.MissingColumn(nameof(inputSchema), "input", member.Name);
            SchemaShape.Column expected = SchemaShape.Of(member.Name, member.Type);
            // A vector of any size is content with one of a known size.
            bool fits = expected.Kind == found.Kind
                || (expected.Kind == SchemaShape.Column.VectorKind.VariableVector && found.Kind == SchemaShape.Column.VectorKind.Vector);
            if (!fits || expected.ItemType != found.ItemType || expected.IsKey != found.IsKey)
                throw Check.WrongColumnType(nameof(inputSchema), "input", member.Name, member.Type.ToString(), found.Description);
        }
        return inputSchema.With(SchemaShape.Of(Transformer.Outputs.ToSchema()));
    }
}
