using System.Reflection;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName);
        set
        {
            Check.NotNull(value, nameof(value));
            Check.Param(value.ColumnName == columnName, nameof(columnName), $"The column is named '{value.ColumnName}', not '{columnName}'");
            int index = FindIndex(c => c.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Check.NotNull(userType, nameof(userType));
        var definition = new SchemaDefinition();
        foreach (MemberInfo member in Members(userType, direction))
        {
            member.GetCustomAttribute<DataViewTypeAttribute>()?.Register();
            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            Check.Param(definition[name] == null, nameof(userType), $"Duplicate column name '{name}'");
            definition.Add(new Column(member.Name, ColumnTypeOf(member), name));
        }
        return definition;
    }

    private static IEnumerable<MemberInfo> Members(Type userType, Direction direction)
    {
        const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<PropertyInfo> properties = userType.GetProperties(PublicInstance).Where(p =>
            p.GetIndexParameters().Length == 0
            && ((direction.HasFlag(Direction.Read) && p.GetGetMethod() != null) || (direction.HasFlag(Direction.Write) && p.GetSetMethod() != null)));
        return userType.GetFields(PublicInstance).Cast<MemberInfo>().Concat(properties).Where(m =>
            m.GetCustomAttribute<NoColumnAttribute>() == null && MemberType.DeclaredType(m) != typeof(IChannel));
    }

    private static DataViewType ColumnTypeOf(MemberInfo member)
    {
        MemberType type = MemberType.Of(member);
        if (DataViewTypeManager.Find(type.ItemType, member) is DataViewType custom)
            return custom;
        PrimitiveDataViewType item = PrimitiveTypes.Of(type.ItemType);
        if (member.GetCustomAttribute<KeyTypeAttribute>() is KeyTypeAttribute key)
        {
            Check.Param(KeyDataViewType.IsValidDataType(type.ItemType), "userType", $"Member {member.Name} is marked as a key, but is no unsigned integer");
            item = new KeyDataViewType(type.ItemType, key.Count);
        }
        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        Check.Param(vector == null || type.IsVector, "userType", $"Member {member.Name} is marked as a vector, but is none");
        if (!type.IsVector)
            return item;
        return vector?.Dimensions is { Length: > 0 } dimensions ? new VectorDataViewType(item, dimensions) : new VectorDataViewType(item);
    }
}
