namespace Microsoft.ML.Reasoning;

/// <summary>The rows that one cursor has read for its component, and the results once they are computed.</summary>
internal abstract class RowBatch : IDisposable
{
    /// <summary>Reads the inputs of the row on which the input stands and appends them.</summary>
    public abstract void Read();

    /// <summary>Computes the results of all rows read since <see cref="Clear"/>.</summary>
    public abstract void Compute();

    /// <summary>Forgets rows and results, and releases what they hold.</summary>
    public abstract void Clear();

    /// <summary>Releases what the result at <paramref name="place"/> holds: its row has been left.</summary>
    public abstract void Release(int place);

    public void Dispose() => Clear();

    /// <summary>A getter of an output column; <paramref name="current"/> gives the place in the batch, computing it where needed.</summary>
    public abstract Delegate CreateGetter(int output, Func<int> current);
}
