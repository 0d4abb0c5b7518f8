using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>The annotation that names the items of a vector, as ML.NET's own transforms write and read it.</summary>
internal static class SlotNames
{
    public static DataViewSchema.Annotations Of(IReadOnlyList<string> names)
    {
        ReadOnlyMemory<char>[] texts = [.. names.Select(name => name.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, texts.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(texts.Length, texts).CopyTo(ref value));
        return builder.ToAnnotations();
    }
}
