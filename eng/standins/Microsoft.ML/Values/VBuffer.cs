using System.Collections;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// A vector, dense or sparse (then with the sorted indices of the values given). Its arrays may be longer than what is in use, so that a buffer can be filled again.
public readonly struct VBuffer<T> : IEnumerable
{
    public readonly int Length;

    private readonly T[] _values;
    private readonly int[] _indices;
    private readonly int _count;

    public VBuffer(int length, T[] values, int[] indices = null)
        : this(length, length, values, indices)
    {
    }

    public VBuffer(int length, int count, T[] values, int[] indices)
    {
        Check.Param(length >= 0, nameof(length), "Must not be negative");
        Check.Param(count >= 0 && count <= length, nameof(count), "Must be between 0 and the length");
        Check.Param((values?.Length ?? 0) >= count, nameof(values), "Fewer values than counted");
        Check.Param(count == length || (indices?.Length ?? 0) >= count, nameof(indices), "Fewer indices than counted");
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        int available = source?.Length ?? 0;
        Check.Param(length >= 0 && length <= available, nameof(length), "Must be between 0 and the length of the source");
        Check.Param(sourceIndex >= 0 && sourceIndex <= available - length, nameof(sourceIndex), "Beyond the source");
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, length, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Check.Param(sourceIndex >= 0 && sourceIndex <= Length, nameof(sourceIndex), "Beyond the vector");
        Check.Param(length >= 0 && sourceIndex <= Length - length, nameof(length), "Beyond the vector");
        if (IsDense)
        {
            VBufferEditor<T> dense = VBufferEditor.Create(ref destination, length, length);
            GetValues().Slice(sourceIndex, length).CopyTo(dense.Values);
            destination = dense.Commit();
            return;
        }
        int from = FirstAtOrAfter(sourceIndex);
        int count = FirstAtOrAfter(sourceIndex + length) - from;
        VBufferEditor<T> sparse = VBufferEditor.Create(ref destination, length, count);
        GetValues().Slice(from, count).CopyTo(sparse.Values);
        for (int i = 0; i < sparse.Indices.Length; i++)
            sparse.Indices[i] = _indices[from + i] - sourceIndex;
        destination = sparse.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default)
    {
        Check.Param(destinationIndex >= 0 && destinationIndex <= destination.Length - Length, nameof(destination), "Not large enough for these values");
        Span<T> target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }
        // As the original does: a vector without any value clears, whatever the default.
        target.Fill(_count == 0 ? default : defaultValue);
        for (int i = 0; i < _count; i++)
            target[_indices[i]] = _values[i];
    }

    public void CopyToDense(ref VBuffer<T> destination)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public IEnumerable<T> DenseValues() => Items(all: true).Select(item => item.Value);

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        if (IsDense)
        {
            for (int i = 0; i < Length; i++)
                yield return new KeyValuePair<int, T>(i, _values[i]);
            yield break;
        }
        int next = 0;
        for (int i = 0; i < _count; i++)
        {
            for (; all && next < _indices[i]; next++)
                yield return new KeyValuePair<int, T>(next, default);
            yield return new KeyValuePair<int, T>(_indices[i], _values[i]);
            next = _indices[i] + 1;
        }
        for (; all && next < Length; next++)
            yield return new KeyValuePair<int, T>(next, default);
    }

    public T GetItemOrDefault(int index)
    {
        T value = default;
        GetItemOrDefault(index, ref value);
        return value;
    }

    public void GetItemOrDefault(int index, ref T destination)
    {
        Check.Param(index >= 0 && index < Length, nameof(index), "Beyond the vector");
        int at = IsDense ? index : GetIndices().BinarySearch(index);
        destination = at >= 0 ? _values[at] : default;
    }

    public IEnumerator GetEnumerator() => _values.GetEnumerator();

    public override string ToString()
        => IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    internal VBufferEditor<T> Edit() => Edit(Length, _count, null, false, false);

    internal VBufferEditor<T> Edit(int length, int? valuesCount, int? maxCapacity, bool keepOld, bool requireIndices)
    {
        Check.Param(length >= 0, "newLogicalLength", "Must not be negative");
        Check.Param(valuesCount is null or >= 0, nameof(valuesCount), "Must not be negative");
        Check.Param(valuesCount is null || valuesCount <= length, nameof(valuesCount), "Must not exceed the length");
        int count = valuesCount ?? length;
        bool newValues = Grow(_values, count, maxCapacity, keepOld, out T[] values);
        bool newIndices = false;
        int[] indices = _indices;
        if (count < length || requireIndices)
            newIndices = Grow(_indices, count, maxCapacity, keepOld, out indices);
        return new VBufferEditor<T>(length, count, values, indices, requireIndices, newValues, newIndices);
    }

    private static bool Grow<TItem>(TItem[] old, int needed, int? maxCapacity, bool keepOld, out TItem[] array)
    {
        array = old;
        int size = old?.Length ?? 0;
        if (size >= needed)
            return false;
        // Doubling keeps appends cheap; the caller's limit wins.
        array = new TItem[Math.Max(needed, (int)Math.Min(maxCapacity ?? Array.MaxLength, size * 2L))];
        if (keepOld && size > 0)
            Array.Copy(old, array, size);
        return true;
    }

    private int FirstAtOrAfter(int index)
    {
        int at = GetIndices().BinarySearch(index);
        return at >= 0 ? at : ~at;
    }
}
