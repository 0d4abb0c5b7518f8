using Microsoft.ML.Data;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Transforms;

public sealed class ColumnSelectingTransformer : ITransformer
{
    private readonly string[] _columns;
    private readonly bool _keep;
    private readonly bool _keepHidden;

    internal ColumnSelectingTransformer(string[] columns, bool keep, bool keepHidden)
    {
        Check.NotNull(columns, nameof(columns));
        _columns = columns;
        _keep = keep;
        _keepHidden = keepHidden;
    }

    bool ITransformer.IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return Select(new EmptyView(inputSchema)).Schema;
    }

    public IDataView Transform(IDataView input)
    {
        Check.NotNull(input, nameof(input));
        return Select(input);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return Select(new EmptyView(inputSchema));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("The stand-in does not save models");

    internal bool Keeps(string name) => _columns.Contains(name) == _keep;

    internal void CheckColumns(IEnumerable<string> names)
    {
        string[] missing = [.. _columns.Except(names)];
        if (missing.Length > 0)
            throw Check.MissingColumn("inputSchema", "input", string.Join(",", missing));
    }

    private SelectedView Select(IDataView input)
    {
        DataViewSchema schema = input.Schema;
        CheckColumns(schema.Select(c => c.Name));
        // Kept columns come in the order asked for, others in that of the input; dropping keeps hidden columns.
        IEnumerable<DataViewSchema.Column> selected = _keep
            ? _columns.SelectMany(name => schema.Where(c => c.Name == name && (_keepHidden || !c.IsHidden)))
            : schema.Where(c => Keeps(c.Name));
        return new SelectedView(input, [.. selected.Select(c => c.Index)]);
    }
}
