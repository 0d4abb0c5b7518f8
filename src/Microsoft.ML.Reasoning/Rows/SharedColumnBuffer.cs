namespace Microsoft.ML.Reasoning;

/// <summary>Values that the input releases when it moves on: a share of each is kept until the cursor leaves its row.</summary>
internal sealed class SharedColumnBuffer<TValue>(DataViewRow input, DataViewSchema.Column column)
    : ColumnBuffer<TValue?>(input.GetGetter<TValue?>(column))
    where TValue : class, ISharedValue
{
    public override void Take(int place)
    {
        base.Take(place);
        Kept(place) = (TValue?)Kept(place)?.Share();
    }

    public override void Release(int place)
    {
        Kept(place)?.Dispose();
        Kept(place) = null;
    }

    public override void Get(int place, ref TValue? value) => value = Values[place];
}
