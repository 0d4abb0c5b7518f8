using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// The hidden states of one row's text, on the device that computed them. A value that a view hands out is its cursor's: it is released
/// when the cursor moves on or is disposed. Who keeps it longer takes a <see cref="Share"/> and disposes that.
/// </summary>
public sealed class TokenStates : ISharedValue
{
    private readonly SharedTensor _tensor;
    private int _released;

    /// <summary>States to put into a column.</summary>
    /// <param name="values">The states, see <see cref="Values"/>; they belong to this object from now on.</param>
    public TokenStates(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _tensor = new SharedTensor(values.DetachFromDisposeScope());
    }

    private TokenStates(SharedTensor tensor)
    {
        tensor.AddOwner();
        _tensor = tensor;
    }

    /// <summary>
    /// [tokens, width], or [layers, tokens, width] where the column has several layers; without the dimension of tokens where they
    /// were pooled. In the precision of the model. Not to be disposed or changed.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The cursor has left the row, or this share was disposed.</exception>
    public Tensor Values => Volatile.Read(ref _released) == 0 ? _tensor.Values : throw new ObjectDisposedException(nameof(TokenStates),
        $"These states were released when their cursor left the row; keep {nameof(TokenStates)}.{nameof(Share)}() instead.");

    /// <summary>The same states again (no copy), alive until this share is disposed.</summary>
    /// <returns>The share; dispose it.</returns>
    /// <exception cref="ObjectDisposedException">The cursor has left the row, or this share was disposed.</exception>
    public TokenStates Share()
    {
        _ = Values;
        return new TokenStates(_tensor);
    }

    ISharedValue ISharedValue.Share() => Share();

    /// <summary>Releases this share; the memory goes with the last one.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            _tensor.RemoveOwner();
    }

    /// <summary>A tensor and how many hold it.</summary>
    private sealed class SharedTensor(Tensor values)
    {
        private int _owners = 1;

        public Tensor Values => values;

        public void AddOwner() => Interlocked.Increment(ref _owners);

        public void RemoveOwner()
        {
            if (Interlocked.Decrement(ref _owners) == 0)
                values.Dispose();
        }
    }
}
