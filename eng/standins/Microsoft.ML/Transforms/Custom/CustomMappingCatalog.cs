using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class CustomMappingCatalog
{
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string contractName,
        SchemaDefinition inputSchemaDefinition = null,
        SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
        => new(catalog.Environment, mapAction, inputSchemaDefinition, outputSchemaDefinition);

    public static IDataView FilterByCustomPredicate<TSrc>(this DataOperationsCatalog catalog, IDataView input, Func<TSrc, bool> filterPredicate)
        where TSrc : class, new()
    {
        Check.NotNull(input, nameof(input));
        Check.NotNull(filterPredicate, nameof(filterPredicate));
        return RowTests.DroppedBy(input, filterPredicate);
    }

    public static IDataView FilterByStatefulCustomPredicate<TSrc, TState>(
        this DataOperationsCatalog catalog, IDataView input, Func<TSrc, TState, bool> filterPredicate, Action<TState> stateInitAction)
        where TSrc : class, new()
        where TState : class, new()
    {
        Check.NotNull(input, nameof(input));
        Check.NotNull(filterPredicate, nameof(filterPredicate));
        Check.NotNull(stateInitAction, nameof(stateInitAction));
        return RowTests.DroppedBy(
            input,
            () =>
            {
                var state = new TState();
                stateInitAction(state);
                return state;
            },
            filterPredicate);
    }
}
