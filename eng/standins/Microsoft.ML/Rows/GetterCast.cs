namespace Microsoft.ML.Data;

internal static class GetterCast
{
    public const string NoRow = "Values cannot be fetched now: MoveNext was not called yet, or has returned false";

    public static ValueGetter<TValue> As<TValue>(this Delegate getter, DataViewSchema.Column column)
        => getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' of type {column.Type} has no values of type '{typeof(TValue)}'");
}
