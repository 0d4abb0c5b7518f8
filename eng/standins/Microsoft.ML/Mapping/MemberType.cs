using System.Reflection;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// How the type of a member of a row class is seen by ML.NET: arrays and VBuffers are vectors, a string is text.
internal readonly record struct MemberType(Type ItemType, bool IsVector)
{
    public static MemberType Of(MemberInfo member)
    {
        Type type = DeclaredType(member);
        Type item = type.IsArray ? type.GetElementType()
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>) ? type.GetGenericArguments()[0]
            : null;
        bool isVector = item != null;
        item ??= type;
        if (item == typeof(string))
            item = typeof(ReadOnlyMemory<char>);
        Check.Param(
            PrimitiveTypes.Knows(item) || DataViewTypeManager.Find(item, member) != null,
            "rawType",
            $"Could not determine an IDataView type for member {member.Name} of type {type}");
        return new MemberType(item, isVector);
    }

    public static Type DeclaredType(MemberInfo member)
        => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
}
