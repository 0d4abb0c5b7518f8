namespace Microsoft.ML;

public sealed partial class BinaryClassificationCatalog
{
    public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
    {
        internal BinaryClassificationTrainers(BinaryClassificationCatalog owner)
            : base(owner)
        {
        }
    }
}
