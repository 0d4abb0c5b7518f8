namespace Microsoft.ML.Reasoning;

/// <summary>Reads columns of states.</summary>
internal static class StateColumn
{
    /// <summary>A function that reads the states of the row on which the input stands; they stay the input's.</summary>
    public static Func<TokenStates> Reader(DataViewRow input, DataViewSchema.Column column)
    {
        Func<TokenStates?> read = RowReaders.Scalar<TokenStates?>(input, column);
        return () => read() ?? throw new InvalidOperationException($"Row {input.Position}: column '{column.Name}' has no states.");
    }
}
