using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class ConversionsExtensionsCatalog
{
    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog, string outputColumnName, string inputColumnName = null, DataKind outputKind = DataKind.Single)
        => new(catalog.Owner.Environment, outputKind, [(outputColumnName, inputColumnName ?? outputColumnName)]);

    public static TypeConvertingEstimator ConvertType(
        this TransformsCatalog.ConversionTransforms catalog, InputOutputColumnPair[] columns, DataKind outputKind = DataKind.Single)
    {
        Check.NotNull(columns, nameof(columns));
        return new(catalog.Owner.Environment, outputKind, [.. columns.Select(c => (c.OutputColumnName, c.InputColumnName))]);
    }

    public static ValueMappingEstimator MapValue(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IDataView lookupMap,
        DataViewSchema.Column keyColumn,
        DataViewSchema.Column valueColumn,
        string inputColumnName = null)
        => new(catalog.Owner.Environment, lookupMap, keyColumn, valueColumn, outputColumnName, inputColumnName);

    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType>> keyValuePairs,
        string inputColumnName = null,
        bool treatValuesAsKeyType = false)
        => new(catalog.Owner.Environment, treatValuesAsKeyType ? Lookup.OfKeys(keyValuePairs) : Lookup.Of(keyValuePairs), outputColumnName, inputColumnName);

    public static ValueMappingEstimator<TInputType, TOutputType> MapValue<TInputType, TOutputType>(
        this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName,
        IEnumerable<KeyValuePair<TInputType, TOutputType[]>> keyValuePairs,
        string inputColumnName = null)
        => new(catalog.Owner.Environment, Lookup.OfArrays(keyValuePairs), outputColumnName, inputColumnName);
}
