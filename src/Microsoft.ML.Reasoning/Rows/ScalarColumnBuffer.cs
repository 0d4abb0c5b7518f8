namespace Microsoft.ML.Reasoning;

/// <summary>Values that an assignment copies: numbers, Booleans, text (whose characters nobody changes).</summary>
internal sealed class ScalarColumnBuffer<TValue>(ValueGetter<TValue> getter) : ColumnBuffer<TValue>(getter)
{
    public ScalarColumnBuffer(DataViewRow input, DataViewSchema.Column column) : this(input.GetGetter<TValue>(column))
    {
    }

    public override void Get(int place, ref TValue value) => value = Values[place];
}
