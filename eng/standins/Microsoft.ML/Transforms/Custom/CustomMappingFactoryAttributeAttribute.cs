namespace Microsoft.ML.Transforms;

// The name ends in Attribute twice in the real package, too: users write [CustomMappingFactoryAttribute("name")].
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
{
    public CustomMappingFactoryAttributeAttribute(string contractName)
        : base(contractName)
    {
    }
}
