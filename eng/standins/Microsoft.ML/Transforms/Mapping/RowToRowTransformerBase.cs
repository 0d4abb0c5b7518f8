using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public abstract class RowToRowTransformerBase : ITransformer
{
    private protected RowToRowTransformerBase(IHost host) => Host = host;

    bool ITransformer.IsRowToRowMapper => true;

    private protected IHost Host { get; }

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

    private protected abstract IRowMapping MakeMapping(DataViewSchema schema);
}
