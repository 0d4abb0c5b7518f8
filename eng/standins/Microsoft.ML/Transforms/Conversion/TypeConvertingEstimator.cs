using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class TypeConvertingEstimator : TrivialEstimator<TypeConvertingTransformer>
{
    internal TypeConvertingEstimator(IHostEnvironment env, DataKind outputKind, (string Output, string Input)[] columns)
        : this(env.Register(nameof(TypeConvertingEstimator)), outputKind, columns)
    {
    }

    private TypeConvertingEstimator(IHost host, DataKind outputKind, (string Output, string Input)[] columns)
        : base(host, new TypeConvertingTransformer(host, DataKinds.TypeOf(outputKind), columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(c =>
        {
            SchemaShape.Column input = inputSchema.Find(c.Input) ?? throw Check.MissingColumn(nameof(inputSchema), "input", c.Input);
            Check.Param(ValueConversion.Exists(input.ItemType.RawType, Transformer.ItemType.RawType), nameof(inputSchema), $"Don't know how to convert {c.Input} into {Transformer.ItemType}");
            return new SchemaShape.Column(c.Output, input.Kind, Transformer.ItemType, isKey: false, input.Annotations);
        }));
    }
}
