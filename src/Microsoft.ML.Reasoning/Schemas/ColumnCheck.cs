using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>Finds input columns; one that is missing or of another type is named with what was expected and found.</summary>
internal static class ColumnCheck
{
    public static DataViewSchema.Column Text(DataViewSchema schema, string name, string component) =>
        Require(schema, name, component, "Text", type => type is TextDataViewType);

    public static DataViewSchema.Column TextVector(DataViewSchema schema, string name, string component) =>
        Vector(schema, name, component, TextDataViewType.Instance);

    /// <summary>A text, or a vector that has one.</summary>
    public static DataViewSchema.Column SingleText(DataViewSchema schema, string name, string component)
    {
        DataViewSchema.Column column = Require(schema, name, component, "Text or a vector of one Text",
            type => type is TextDataViewType or VectorDataViewType { ItemType: TextDataViewType });
        return column.Type is not VectorDataViewType { Size: not 1 } ? column : throw new ArgumentOutOfRangeException(nameof(schema),
            $"{component}: column '{name}' has the wrong type; expected Text or a vector of one Text, found {column.Type}: " +
            "put UnrollResponses before, which makes a row of each response.");
    }

    public static DataViewSchema.Column Vector(DataViewSchema schema, string name, string component, PrimitiveDataViewType item) =>
        Require(schema, name, component, $"a vector of {item}", type => type is VectorDataViewType vector && vector.ItemType.Equals(item));

    /// <summary>A column of states with one state a token.</summary>
    public static DataViewSchema.Column States(DataViewSchema schema, string name, string component)
    {
        DataViewSchema.Column column = AnyStates(schema, name, component);
        return ((TokenStatesDataViewType)column.Type).Pooling == StatePooling.None ? column : throw new ArgumentOutOfRangeException(
            nameof(schema), $"{component}: column '{name}' has the wrong type; expected a state for each token, found {column.Type}: " +
            "let HiddenStates pool nothing.");
    }

    /// <summary>A column of states, pooled or not.</summary>
    public static DataViewSchema.Column AnyStates(DataViewSchema schema, string name, string component) =>
        Require(schema, name, component, "States", type => type is TokenStatesDataViewType,
            " ML.NET's cache (ml.Data.Cache, AppendCacheCheckpoint) and ShuffleRows drop columns of states: put what reads them before.");

    public static DataViewSchema.Column AnyVector(DataViewSchema schema, string name, string component) =>
        Require(schema, name, component, "a vector", type => type is VectorDataViewType);

    /// <summary>As <see cref="Vector"/>, for a column that need not be there: null where its name is null.</summary>
    public static DataViewSchema.Column? OptionalVector(
        DataViewSchema schema, string? name, string component, PrimitiveDataViewType item) =>
        name is null ? null : Vector(schema, name, component, item);

    /// <summary>A scalar column that need not be there: null where its name is null.</summary>
    public static DataViewSchema.Column? OptionalScalar(
        DataViewSchema schema, string? name, string component, PrimitiveDataViewType expected) =>
        name is null ? null : Require(schema, name, component, $"{expected}", type => type.Equals(expected));

    /// <summary>As <see cref="Text"/>, for a column that need not be there: null where its name is null.</summary>
    public static DataViewSchema.Column? OptionalText(DataViewSchema schema, string? name, string component) =>
        name is null ? null : Text(schema, name, component);

    /// <summary>Tells all absent columns at once, so that a caller does not meet them one by one.</summary>
    public static void AllPresent(DataViewSchema schema, string component, string option, params string?[] names)
    {
        string[] missing = names.OfType<string>().Where(name => schema.GetColumnOrNull(name) is null).ToArray();
        if (missing.Length > 0)
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"{component}: no column {Quote(missing)}; found {Known(schema)}. {option}");
    }

    private static DataViewSchema.Column Require(
        DataViewSchema schema, string name, string component, string expected, Func<DataViewType, bool> fits, string missing = "")
    {
        DataViewSchema.Column? column = schema.GetColumnOrNull(name);
        if (column is null)
            throw new ArgumentOutOfRangeException(
                nameof(schema), $"{component}: no column '{name}'; expected one of type {expected}, found {Known(schema)}.{missing}");
        if (!fits(column.Value.Type))
            throw new ArgumentOutOfRangeException(nameof(schema),
                $"{component}: column '{name}' has the wrong type; expected {expected}, found {column.Value.Type}.");
        return column.Value;
    }

    private static string Known(DataViewSchema schema) =>
        schema.Count == 0 ? "no columns at all" : Quote(schema.Where(column => !column.IsHidden).Select(column => column.Name));

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
