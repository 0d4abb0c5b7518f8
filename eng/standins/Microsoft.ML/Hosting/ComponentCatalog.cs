using System.Reflection;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Runtime;

// The assemblies whose loadable components (here: contracts of custom mappings) a context may use.
public sealed class ComponentCatalog
{
    private readonly List<Assembly> _assemblies = [];

    internal ComponentCatalog()
    {
    }

    internal IReadOnlyList<Assembly> Assemblies => _assemblies;

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        Check.NotNull(assembly, nameof(assembly));
        if (!_assemblies.Contains(assembly))
            _assemblies.Add(assembly);
    }
}
