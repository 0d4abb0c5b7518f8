using System.Collections;
using Microsoft.ML.Data;
using Microsoft.ML.Internals;

namespace Microsoft.ML;

public sealed partial class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        Check.NotNull(columns, nameof(columns));
        _columns = [.. columns];
        Check.Param(_columns.All(c => c.Name != null), nameof(columns), "Some columns are not initialized");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    internal static SchemaShape Empty { get; } = new SchemaShape([]);

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static SchemaShape Of(DataViewSchema schema)
        => new(schema.Where(c => !c.IsHidden).Select(c => Of(c.Name, c.Type, Of(c.Annotations.Schema))));

    internal static Column Of(string name, DataViewType type, SchemaShape annotations = null)
    {
        var vector = type as VectorDataViewType;
        DataViewType item = vector?.ItemType ?? type;
        Column.VectorKind kind = vector == null ? Column.VectorKind.Scalar
            : vector.IsKnownSize ? Column.VectorKind.Vector : Column.VectorKind.VariableVector;
        return item is KeyDataViewType
            ? new Column(name, kind, PrimitiveTypes.Of(item.RawType), isKey: true, annotations)
            : new Column(name, kind, item, isKey: false, annotations);
    }

    internal Column? Find(string name)
    {
        Column found = _columns.FirstOrDefault(c => c.Name == name);
        return found.Name == null ? null : found;
    }

    // The columns of a shape after others were added: a new one takes the place of its namesake.
    internal SchemaShape With(params IEnumerable<Column> added)
    {
        var columns = _columns.ToDictionary(c => c.Name);
        foreach (Column column in added)
            columns[column.Name] = column;
        return new SchemaShape(columns.Values);
    }
}
