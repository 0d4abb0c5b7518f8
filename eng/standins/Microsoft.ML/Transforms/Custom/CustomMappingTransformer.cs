using Microsoft.ML.Data;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Transforms;

public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly SchemaDefinition _inputDefinition;

    internal CustomMappingTransformer(Action<TSrc, TDst> mapAction, SchemaDefinition inputDefinition, SchemaDefinition outputDefinition)
    {
        Check.NotNull(mapAction, nameof(mapAction));
        _mapAction = mapAction;
        _inputDefinition = inputDefinition;
        Outputs = RowClass.Of(typeof(TDst), SchemaDefinition.Direction.Write, outputDefinition);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal RowClass Inputs => RowClass.Of(typeof(TSrc), SchemaDefinition.Direction.Both, _inputDefinition);

    internal RowClass Outputs { get; }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return MappedView.SchemaOf(inputSchema, MakeMapping(inputSchema));
    }

    public IDataView Transform(IDataView input)
    {
        Check.NotNull(input, nameof(input));
        return new MappedView(input, MakeMapping(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return new MappedView(new EmptyView(inputSchema), MakeMapping(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("The stand-in does not save models");

    private CustomRowMapping<TSrc, TDst> MakeMapping(DataViewSchema schema)
        => new(schema, new RowWriting<TSrc>(schema, ignoreMissingColumns: false, _inputDefinition), Outputs, _mapAction);
}
