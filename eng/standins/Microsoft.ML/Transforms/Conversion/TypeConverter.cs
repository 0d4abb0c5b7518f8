namespace Microsoft.ML.Data;

internal static class TypeConverter<TSource>
{
    public static Delegate To<TTarget>(DataViewRow row, DataViewSchema.Column input)
    {
        Func<TSource, TTarget> convert = ValueConversion.Find<TSource, TTarget>();
        return input.Type is VectorDataViewType ? Vectors(row.GetGetter<VBuffer<TSource>>(input), convert) : Scalars(row.GetGetter<TSource>(input), convert);
    }

    private static ValueGetter<TTarget> Scalars<TTarget>(ValueGetter<TSource> getter, Func<TSource, TTarget> convert)
    {
        TSource source = default;
        return (ref TTarget value) =>
        {
            getter(ref source);
            value = convert(source);
        };
    }

    private static ValueGetter<VBuffer<TTarget>> Vectors<TTarget>(ValueGetter<VBuffer<TSource>> getter, Func<TSource, TTarget> convert)
    {
        VBuffer<TSource> source = default;
        return (ref VBuffer<TTarget> value) =>
        {
            getter(ref source);
            VBufferEditor<TTarget> editor = VBufferEditor.Create(ref value, source.Length);
            foreach ((int i, TSource item) in source.Items(all: true))
                editor.Values[i] = convert(item);
            value = editor.Commit();
        };
    }
}
