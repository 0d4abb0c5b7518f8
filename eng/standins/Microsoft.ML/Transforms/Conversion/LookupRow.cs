namespace Microsoft.ML.Data;

internal sealed class LookupRow<TKey, TValue>
{
    public TKey Key;

    public TValue Value;
}
