namespace Microsoft.ML;

public sealed partial class TransformsCatalog
{
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms(TransformsCatalog owner) => Owner = owner;

        internal TransformsCatalog Owner { get; }
    }
}
