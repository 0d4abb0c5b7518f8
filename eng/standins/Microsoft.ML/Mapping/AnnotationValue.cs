using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Turns the value that a user gives for an annotation into a getter: a string into text, an array into a vector.
internal static class AnnotationValue
{
    public static Action<DataViewSchema.Annotations.Builder> Adder<T>(string kind, T value, DataViewType type)
    {
        Delegate getter = value switch
        {
            string text => Getter(text.AsMemory()),
            string[] texts => Getter(Vector(Array.ConvertAll(texts, t => t.AsMemory()))),
            Array array => (Delegate)Generic.Call(typeof(AnnotationValue), null, nameof(VectorGetter), array.GetType().GetElementType(), array),
            _ => Getter(value),
        };
        Check.State(getter.GetType().GetGenericArguments()[0] == type.RawType, $"A value of type {typeof(T)} is no {type}");
        return builder => builder.Add(kind, type, getter);
    }

    private static Delegate VectorGetter<TItem>(Array items) => Getter(Vector((TItem[])items));

    private static VBuffer<TItem> Vector<TItem>(TItem[] items) => new(items.Length, items);

    private static ValueGetter<TValue> Getter<TValue>(TValue value) => (ref TValue destination) => destination = value;
}
