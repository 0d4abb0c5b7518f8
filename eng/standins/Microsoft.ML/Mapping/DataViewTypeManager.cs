using System.Reflection;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Which .NET type, with which attribute, stands for which column type of a third party.
public static class DataViewTypeManager
{
    private static readonly Dictionary<(Type Type, DataViewTypeAttribute Attribute), DataViewType> ToViewType = [];
    private static readonly Dictionary<DataViewType, (Type Type, DataViewTypeAttribute Attribute)> ToRawType = [];
    private static readonly Lock Gate = new();

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        Check.Param(!PrimitiveTypes.Knows(type) && type != typeof(VBuffer<>) && type != typeof(Nullable<>), nameof(type), $"Type {type} is one of ML.NET's own and cannot be registered again");
        (Type, DataViewTypeAttribute) raw = (type, typeAttribute);
        lock (Gate)
        {
            bool known = ToViewType.TryGetValue(raw, out DataViewType otherView);
            Check.Param(!known || otherView.Equals(dataViewType), nameof(type), $"Type {type} already stands for {otherView} and cannot stand for {dataViewType}");
            bool taken = ToRawType.TryGetValue(dataViewType, out (Type, DataViewTypeAttribute) otherRaw);
            Check.Param(!taken || otherRaw.Equals(raw), nameof(dataViewType), $"{dataViewType} is already represented by {otherRaw.Item1} and cannot be by {type}");
            ToViewType[raw] = dataViewType;
            ToRawType[dataViewType] = raw;
        }
    }

    [Obsolete("This API is deprecated, please use the new form of Register which takes in a single DataViewTypeAttribute instead.")]
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
    {
        Attribute[] attributes = [.. typeAttributes ?? []];
        Check.Param(attributes.Length <= 1, nameof(type), $"Type {type} has too many attributes");
        Check.Param(attributes.All(a => a is DataViewTypeAttribute), nameof(type), $"Type {type} has an attribute that is no {nameof(DataViewTypeAttribute)}");
        Register(dataViewType, type, (DataViewTypeAttribute)attributes.SingleOrDefault());
    }

    internal static bool Knows(DataViewType type)
    {
        lock (Gate)
            return ToRawType.ContainsKey(type);
    }

    // The column type that a member of a row class stands for, or null when only ML.NET's own types apply.
    internal static DataViewType Find(Type type, MemberInfo member)
    {
        DataViewTypeAttribute[] attributes = [.. member.GetCustomAttributes<DataViewTypeAttribute>()];
        Check.Param(attributes.Length <= 1, nameof(type), $"Member {member.Name} has more than one {nameof(DataViewTypeAttribute)}");
        lock (Gate)
            return ToViewType.GetValueOrDefault((type, attributes.SingleOrDefault()));
    }
}
