using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>Reads the public and protected surface of an assembly into the form of a listing.</summary>
internal static class AssemblyReader
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<ListedType> Read(string path)
    {
        Assembly assembly = Assembly.LoadFrom(Path.GetFullPath(path));
        Type[] types = [.. assembly.GetTypes().Where(IsVisible)];
        foreach (Type type in types.Where(t => t.IsValueType))
            Canonical.AddValueType(TypeText.Of(type).Split('<')[0]);
        return [.. types.Select(Read)];
    }

    private static bool IsVisible(Type type) =>
        (type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic)
        && !type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static ListedType Read(Type type)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (type.IsEnum)
            foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
                members[$"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}"] = field.Name;
        else if (typeof(Delegate).IsAssignableFrom(type))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            Add($"{TypeText.Of(invoke.ReturnType)} Invoke({Parameters(invoke)})");
        }
        else
            foreach (MemberInfo member in type.GetMembers(Declared))
                if (Print(member) is { } text)
                    Add(text);
        return new ListedType(Name(type), $"{type.FullName}", Bases(type), members, []);

        void Add(string text)
        {
            string canonical = Canonical.Signature(text);
            members[canonical] = MemberName.Of(canonical);
        }
    }

    private static string Name(Type type) => type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;

    private static HashSet<string> Bases(Type type)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        if (type.IsEnum || type.IsInterface && type.GetInterfaces().Length == 0)
            return set;
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object) && !typeof(Delegate).IsAssignableFrom(type))
            set.Add(Canonical.Signature(TypeText.Of(parent)));
        Type[] contracts = [.. type.GetInterfaces().Where(IsVisible)];
        foreach (Type contract in contracts)
            // The listings name no interface that a base class or another interface brings along.
            if ((type.BaseType is null || !contract.IsAssignableFrom(type.BaseType)) && !contracts.Any(other => other != contract && contract.IsAssignableFrom(other)))
                set.Add(Canonical.Signature(TypeText.Of(contract)));
        return set;
    }

    private static string? Print(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when Access(constructor) is { } access => $"{access}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        // The listings leave finalizers out.
        MethodInfo { Name: "Finalize" } => null,
        MethodInfo method when Access(method) is { } access && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Method(method, access),
        PropertyInfo property => Property(property),
        EventInfo @event when Access(@event.AddMethod!) is { } access => $"{access}event {TypeText.Of(@event.EventHandlerType!)} {@event.Name}",
        FieldInfo field when Access(field) is { } access => Field(field, access),
        _ => null,
    };

    private static string? Access(MethodBase method) => Access(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly, method.IsStatic);

    private static string? Access(FieldInfo field) => Access(field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly, field.IsStatic && !field.IsLiteral);

    private static string? Access(bool isPublic, bool isProtected, bool isStatic) =>
        isPublic || isProtected ? (isPublic ? "public " : "protected ") + (isStatic ? "static " : "") : null;

    private static string Method(MethodInfo method, string access)
    {
        string generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeText.Of))}>" : "";
        string reference = method.ReturnType.IsByRef ? "ref " : "";
        string constraints = method.IsGenericMethod ? TypeText.Constraints(method.GetGenericArguments()) : "";
        return $"{access}{reference}{TypeText.Of(method.ReturnType)} {method.Name}{generics}({Parameters(method)}){constraints}";
    }

    private static string Parameters(MethodBase method)
    {
        bool extension = method.IsDefined(typeof(ExtensionAttribute), false);
        return string.Join(", ", method.GetParameters().Select(p => TypeText.Parameter(p, extension)));
    }

    private static string? Property(PropertyInfo property)
    {
        MethodInfo?[] accessors = [property.GetMethod, property.SetMethod];
        MethodInfo[] visible = [.. accessors.OfType<MethodInfo>().Where(m => Access(m) is not null)];
        if (visible.Length == 0)
            return null;
        string access = Access(visible.OrderByDescending(m => m.IsPublic).First())!;
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(p => TypeText.Parameter(p, false)))}]";
        string body = "";
        foreach (MethodInfo accessor in visible)
            body += (access.StartsWith("public", StringComparison.Ordinal) && !accessor.IsPublic ? "protected " : "") + (accessor == property.GetMethod ? "get; " : "set; ");
        return $"{access}{TypeText.Of(property.PropertyType)} {name} {{ {body}}}";
    }

    private static string Field(FieldInfo field, string access) => field.IsLiteral
        ? $"{access}const {TypeText.Of(field.FieldType)} {field.Name} = {TypeText.Constant(field.GetRawConstantValue(), field.FieldType)}"
        : $"{access}{TypeText.Of(field.FieldType)} {field.Name}";
}
