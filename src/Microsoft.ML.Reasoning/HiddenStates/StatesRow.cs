using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>A row's states as a cursor read them: a share, so that the input may move on.</summary>
internal sealed record StatesRow(TokenStates States, long Position) : IDisposable
{
    public static Func<StatesRow> Reader(DataViewRow input, DataViewSchema.Column column)
    {
        Func<TokenStates> read = StateColumn.Reader(input, column);
        return () => new StatesRow(read().Share(), input.Position);
    }

    /// <summary>Runs a measurement of rows; that the states of one are not finite numbers is told with the number of the row.</summary>
    public static T Named<T>(IReadOnlyList<StatesRow> rows, string columnName, Func<T> measure)
    {
        try
        {
            return measure();
        }
        catch (ArgumentException error)
        {
            using DisposeScope scope = NewDisposeScope();
            foreach (StatesRow row in rows)
                if (!row.States.Values.isfinite().all().item<bool>())
                    throw new InvalidOperationException(
                        $"Row {row.Position}: column '{columnName}' has states that are not finite numbers.", error);
            throw;
        }
    }

    /// <summary>The states [tokens, width] of each layer.</summary>
    public IEnumerable<Tensor> Layers(int count, string columnName)
    {
        Tensor values = States.Values;
        long[] shape = values.shape;
        if (shape.Length != (count == 1 ? 2 : 3) || (count > 1 && shape[0] != count))
            throw new InvalidOperationException($"Row {Position}: column '{columnName}' has states of shape [{string.Join(", ", shape)}]; " +
                $"expected {(count == 1 ? "[tokens, width]" : $"[{count}, tokens, width]")}.");
        return count == 1 ? [values] : Enumerable.Range(0, count).Select(layer => values.select(0, layer));
    }

    public void Dispose() => States.Dispose();
}
