using System.Reflection;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// The columns that the members of a row class stand for.
internal sealed class RowClass
{
    private RowClass(MappedColumn[] columns) => Columns = columns;

    public IReadOnlyList<MappedColumn> Columns { get; }

    public static RowClass Of(Type userType, SchemaDefinition.Direction direction, SchemaDefinition definition)
    {
        definition ??= SchemaDefinition.Create(userType, direction);
        return new RowClass([.. definition.Select(column => Map(userType, column))]);
    }

    // Takes names and types of the columns from a schema: every column must have a member.
    public static RowClass Of(Type userType, DataViewSchema schema)
    {
        SchemaDefinition definition = SchemaDefinition.Create(userType, SchemaDefinition.Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            SchemaDefinition.Column mapped = definition[column.Name]
                ?? throw new InvalidOperationException($"Type should contain a member named {column.Name}");
            mapped.ColumnType = column.Type;
            mapped.CopyAnnotations(column.Annotations);
        }
        return Of(userType, SchemaDefinition.Direction.Read, definition);
    }

    public DataViewSchema ToSchema()
    {
        var builder = new DataViewSchema.Builder();
        foreach (MappedColumn column in Columns)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    private static MappedColumn Map(Type userType, SchemaDefinition.Column column)
    {
        MemberInfo member = (MemberInfo)userType.GetField(column.MemberName) ?? userType.GetProperty(column.MemberName);
        Check.Param(member != null, "userSchemaDefinition", $"No field or property '{column.MemberName}' in type '{userType.FullName}'");
        string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        MemberType memberType = MemberType.Of(member);
        DataViewType type = column.ColumnType;
        if (type == null)
        {
            PrimitiveDataViewType item = PrimitiveTypes.Of(memberType.ItemType);
            type = memberType.IsVector ? new VectorDataViewType(item) : item;
        }
        var vector = type as VectorDataViewType;
        Check.Param(memberType.IsVector == (vector != null), "userSchemaDefinition", $"Column '{name}' is a {Kind(vector != null)}, but member '{member.Name}' is a {Kind(memberType.IsVector)}");
        Type raw = vector?.ItemType.RawType ?? type.RawType;
        Check.Param(raw == memberType.ItemType, "userSchemaDefinition", $"Column '{name}' has items of type {raw}, but member '{member.Name}' of type {memberType.ItemType}");
        return new MappedColumn(name, type, member, column.Annotations);
    }

    private static string Kind(bool isVector) => isVector ? "vector" : "scalar";
}
