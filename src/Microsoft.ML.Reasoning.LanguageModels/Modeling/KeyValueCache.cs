using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The keys and values of the tokens that a model has seen, allocated once and written in place.</summary>
/// <remarks>
/// All rows end at the same column; shorter ones are padded on the left, and the attention mask says where they begin. A forward pass
/// writes into the first rows, as many as its batch has, behind <see cref="Length"/>. Not for use while gradients are computed.
/// </remarks>
public sealed class KeyValueCache : IDisposable
{
    private readonly ColumnBuffer[] _buffers;
    private int _rows;

    /// <summary>Allocates a cache.</summary>
    /// <param name="configuration">The model that it is for.</param>
    /// <param name="rows">The most rows of a batch.</param>
    /// <param name="capacity">The most tokens of a row, padding included.</param>
    /// <param name="precision">The model's precision.</param>
    /// <param name="device">The model's device.</param>
    public KeyValueCache(ModelConfiguration configuration, int rows, int capacity, ScalarType precision, Device device)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _rows = rows;
        _buffers = Allocate(2 * configuration.LayerCount, [rows, configuration.KeyValueHeadCount, capacity, configuration.HeadSize], precision, device);
    }

    private KeyValueCache(KeyValueCache source, int copies, int capacity)
    {
        Tensor storage = source._buffers[0].Storage;
        long[] shape = storage.shape;
        _rows = source.Rows * copies;
        _buffers = Allocate(source._buffers.Length, [_rows, shape[1], capacity, shape[3]], storage.dtype, storage.device);
        Length = source.Length;
        for (int i = 0; i < _buffers.Length; i++)
        {
            Tensor target = _buffers[i].View(0, _rows, 0, Length).unflatten(0, source.Rows, copies);
            target.copy_(source._buffers[i].View(0, source.Rows, 0, Length).unsqueeze(1));
        }
    }

    /// <summary>How many tokens a row can take.</summary>
    public int Capacity => _buffers[0].Columns;

    /// <summary>How many rows are in use: the first ones.</summary>
    public int Rows
    {
        get => _rows;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, AllocatedRows);
            _rows = value;
        }
    }

    /// <summary>How many tokens of each row are filled, padding included. Set it to go back.</summary>
    public int Length
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            field = value;
        }
    }

    /// <summary>The storage: keys and values of the first layer, of the second ...; each [rows, heads, capacity, head size].</summary>
    internal IReadOnlyList<ColumnBuffer> Buffers => _buffers;

    private int AllocatedRows => (int)_buffers[0].Storage.shape[0];

    /// <summary>A cache that holds each row of this one several times in succession, for sampling several answers to one prompt.</summary>
    /// <param name="copies">How many times.</param>
    /// <param name="capacity">The capacity of the new cache.</param>
    public KeyValueCache Expand(int copies, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Math.Max(1, Length));
        using DisposeScope scope = NewDisposeScope();
        return new KeyValueCache(this, copies, capacity);
    }

    /// <summary>Keeps some rows, in the order given, and drops the others; the batch becomes that much smaller.</summary>
    /// <param name="rows">Which rows.</param>
    public void Retain(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Any(row => row < 0 || row >= Rows) || rows.Count > Rows)
            throw new ArgumentOutOfRangeException(nameof(rows), $"Rows are 0 to {Rows - 1}, and at most {Rows} of them.");
        using DisposeScope scope = NewDisposeScope();
        if (rows.Count > 0)
        {
            using Tensor order = tensor(rows.Select(row => (long)row).ToArray(), device: _buffers[0].Storage.device);
            foreach (ColumnBuffer buffer in _buffers)
            {
                Tensor filled = buffer.View(0, Rows, 0, Length);
                filled.narrow(0, 0, rows.Count).copy_(filled.index_select(0, order));
            }
        }

        Rows = rows.Count;
    }

    /// <summary>Throws unless a batch of this size fits.</summary>
    internal void Reserve(int batch, int tokens)
    {
        if (batch > AllocatedRows)
            throw new ArgumentException($"The cache has {AllocatedRows} rows; the batch has {batch}.");
        if (Length + tokens > Capacity)
            throw new ArgumentException($"The cache holds {Length} of at most {Capacity} tokens; {tokens} more do not fit.");
    }

    /// <summary>Writes the keys and values of new tokens, [batch, heads, tokens, head size], behind those of a layer.</summary>
    /// <returns>All keys and values so far, [batch * heads, tokens, head size].</returns>
    internal (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values) =>
        (Append(_buffers[2 * layer], keys), Append(_buffers[2 * layer + 1], values));

    /// <summary>Counts the tokens that every layer has written.</summary>
    internal void Advance(int batch, int tokens) => (Rows, Length) = (batch, Length + tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ColumnBuffer buffer in _buffers)
            buffer.Dispose();
    }

    // Zeros: a mask does not hide what is not a number, and memory that was not written may hold anything.
    private static ColumnBuffer[] Allocate(int count, long[] shape, ScalarType precision, Device device) =>
        [.. Enumerable.Range(0, count).Select(_ => new ColumnBuffer(zeros(shape, precision, device), 2))];

    private Tensor Append(ColumnBuffer buffer, Tensor added)
    {
        (int batch, long heads, int tokens, long size) = ((int)added.shape[0], added.shape[1], (int)added.shape[2], added.shape[3]);
        buffer.View(0, batch, Length, tokens).copy_(added);
        return buffer.Storage.view(-1, buffer.Columns, size).narrow(0, 0, batch * heads).narrow(1, 0, Length + tokens);
    }
}
