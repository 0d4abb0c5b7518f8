using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Internals;

// Calls a generic method whose type argument is known at run time only (the raw type of a column).
internal static class Generic
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static object Call(Type owner, object target, string method, Type typeArgument, params object[] arguments)
    {
        for (Type type = owner; type != null; type = type.BaseType)
        {
            MethodInfo found = type.GetMethods(Any | BindingFlags.DeclaredOnly)
                .SingleOrDefault(m => m.Name == method && m.IsGenericMethodDefinition);
            if (found != null)
                return Invoke(found.MakeGenericMethod(typeArgument), target, arguments);
        }
        throw new MissingMethodException(owner.FullName, method);
    }

    private static object Invoke(MethodInfo method, object target, object[] arguments)
    {
        try
        {
            return method.Invoke(target, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
