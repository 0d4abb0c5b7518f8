using System.Reflection;

namespace Microsoft.ML.Data;

internal sealed record MappedColumn(string Name, DataViewType Type, MemberInfo Member, DataViewSchema.Annotations Annotations)
{
    public Type MemberType => Data.MemberType.DeclaredType(Member);
}
