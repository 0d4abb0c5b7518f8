using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    private readonly Host _host;

    internal DataOperationsCatalog(Host host) => _host = host;

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition schemaDefinition = null)
        where TRow : class
    {
        Check.NotNull(data, nameof(data));
        return new TypedView<TRow>(data, RowClass.Of(typeof(TRow), SchemaDefinition.Direction.Read, schemaDefinition));
    }

    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        Check.NotNull(data, nameof(data));
        Check.NotNull(schema, nameof(schema));
        return new TypedView<TRow>(data, RowClass.Of(typeof(TRow), schema));
    }

    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition schemaDefinition = null)
        where TRow : class, new()
    {
        Check.NotNull(data, nameof(data));
        return TypedRows.Read<TRow>(data, reuseRowObject, ignoreMissingColumns, schemaDefinition);
    }

    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        Check.NotNull(input, nameof(input));
        return new CacheView(_host, input, columnsToPrefetch);
    }

    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        Check.NotNull(input, nameof(input));
        Check.Param(shufflePoolSize > 0, nameof(shufflePoolSize), "Must be positive");
        return new ShuffleView(input, seed ?? _host.Rand.Next(), shufflePoolSize, shuffleSource);
    }

    public IDataView TakeRows(IDataView input, long count)
    {
        Check.NotNull(input, nameof(input));
        Check.Param(count > 0, nameof(count), "Must be greater than zero");
        return new SkipTakeView(input, 0, count);
    }

    public IDataView SkipRows(IDataView input, long count)
    {
        Check.NotNull(input, nameof(input));
        Check.Param(count > 0, nameof(count), "Must be greater than zero");
        return new SkipTakeView(input, count, long.MaxValue);
    }

    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        Check.NotNull(input, nameof(input));
        Check.NotEmpty(columnName, nameof(columnName));
        Check.Param(lowerBound < upperBound, nameof(upperBound), "Must be greater than the lower bound");
        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
            throw Check.WrongColumnType(nameof(columnName), "filter", columnName, "Single or Double", column.Type.ToString());
        return RowTests.InRange(input, column, lowerBound, upperBound);
    }

    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        Check.NotNull(input, nameof(input));
        Check.NotEmpty(columnName, nameof(columnName));
        Check.Param(lowerBound is >= 0 and <= 1, nameof(lowerBound), "Must be in [0, 1]");
        Check.Param(upperBound is >= 0 and <= 1, nameof(upperBound), "Must be in [0, 1]");
        Check.Param(lowerBound <= upperBound, nameof(upperBound), "Must be no less than the lower bound");
        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type is not KeyDataViewType)
            throw Check.WrongColumnType(nameof(columnName), "filter", columnName, "Key", column.Type.ToString());
        return RowTests.InRange(input, column, lowerBound, upperBound);
    }

    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        Check.NotNull(input, nameof(input));
        Check.Param(columns is { Length: > 0 }, nameof(columns), "Must name at least one column");
        return RowTests.WithoutMissing(input, [.. columns.Select(name =>
            input.Schema.GetColumnOrNull(name) ?? throw Check.MissingColumn(nameof(columns), "source", name))]);
    }
}
