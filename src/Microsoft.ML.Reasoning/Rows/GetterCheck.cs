namespace Microsoft.ML.Reasoning;

/// <summary>The two ways in which a request for a getter can be wrong.</summary>
internal static class GetterCheck
{
    public static void Active(DataViewRow row, DataViewSchema.Column column)
    {
        if (!row.IsColumnActive(column))
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for when the cursor was opened.");
    }

    public static ValueGetter<TValue> Typed<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' holds {column.Type} ({column.Type.RawType}), but {typeof(TValue)} was asked for.");
}
