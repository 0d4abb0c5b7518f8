using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>Prints types and constants as C# source would name them.</summary>
internal static class TypeText
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["System.Void"] = "void", ["System.Object"] = "object", ["System.String"] = "string", ["System.Boolean"] = "bool",
        ["System.Byte"] = "byte", ["System.SByte"] = "sbyte", ["System.Int16"] = "short", ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int", ["System.UInt32"] = "uint", ["System.Int64"] = "long", ["System.UInt64"] = "ulong",
        ["System.Single"] = "float", ["System.Double"] = "double", ["System.Decimal"] = "decimal", ["System.Char"] = "char",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef || type.IsPointer)
            return Of(type.GetElementType()!) + (type.IsPointer ? "*" : "");
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Keywords.TryGetValue(type.FullName ?? "", out string? keyword))
            return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (!type.IsGenericType)
            return type.Name;
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0) // a type nested in a generic one repeats the outer arguments
            return type.Name;
        IEnumerable<string> arguments = type.GetGenericArguments().Skip(type.GetGenericArguments().Length - int.Parse(type.Name[(tick + 1)..], CultureInfo.InvariantCulture)).Select(Of);
        return $"{type.Name[..tick]}<{string.Join(", ", arguments)}>";
    }

    public static string Constant(object? value, Type type)
    {
        if (value is null)
            return "null";
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.GetName(type, value) ?? Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return value switch
        {
            bool flag => flag ? "true" : "false",
            string text => $"\"{text}\"",
            char character => $"'{character}'",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }

    public static string Parameter(ParameterInfo parameter, bool extension)
    {
        string prefix = extension && parameter.Position == 0 ? "this "
            : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params "
            : !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        string text = $"{prefix}{Of(parameter.ParameterType)} {parameter.Name}";
        return parameter.HasDefaultValue ? $"{text} = {Constant(parameter.DefaultValue, parameter.ParameterType)}" : text;
    }

    /// <summary><c> where T : class, new()</c>, or nothing.</summary>
    public static string Constraints(Type[] parameters)
    {
        string text = "";
        foreach (Type parameter in parameters)
        {
            GenericParameterAttributes flags = parameter.GenericParameterAttributes;
            bool value = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            bool unmanaged = parameter.CustomAttributes.Any(a => a.AttributeType.Name == "IsUnmanagedAttribute");
            List<string> items = [];
            if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
                items.Add("class");
            if (value)
                items.Add(unmanaged ? "unmanaged" : "struct");
            items.AddRange(parameter.GetGenericParameterConstraints().Where(t => t.FullName != "System.ValueType").Select(Of));
            if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !value)
                items.Add("new()");
            if (items.Count > 0)
                text += $" where {parameter.Name} : {string.Join(", ", items)}";
        }
        return text;
    }
}
