using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class VectorOutput<TResult, TItem>(
    string name, VectorDataViewType type, Func<TResult, TItem[]> values, DataViewSchema.Annotations? annotations = null)
    : OutputColumn<TResult>(name, type, annotations)
{
    public override Delegate CreateGetter(Func<TResult> current) =>
        (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> destination) =>
        {
            TItem[] items = values(current());
            VBufferEditor<TItem> editor = VBufferEditor.Create(ref destination, items.Length);
            items.CopyTo(editor.Values);
            destination = editor.Commit();
        });
}
