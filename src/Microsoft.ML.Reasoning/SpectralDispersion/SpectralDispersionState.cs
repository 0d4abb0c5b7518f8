namespace Microsoft.ML.Reasoning;

/// <summary>What a <see cref="SpectralDispersionTransformer"/> is, apart from the dictionary.</summary>
internal sealed record SpectralDispersionState(
    string OutputColumnName,
    string InputColumnName,
    string? EigenvaluesColumnName,
    string? LargestModulusColumnName,
    string? ConditionColumnName,
    int? Layer,
    bool CountStructuralZeros,
    int BatchSize)
{
    /// <summary>Those columns that are asked for.</summary>
    public IEnumerable<string> OutputColumnNames =>
        new[] { OutputColumnName, EigenvaluesColumnName, LargestModulusColumnName, ConditionColumnName }.OfType<string>();

    /// <summary>The column of the states, which must have the layer.</summary>
    public DataViewSchema.Column FindStates(DataViewSchema schema)
    {
        DataViewSchema.Column column = ColumnCheck.States(schema, InputColumnName, nameof(SpectralDispersionTransformer));
        IReadOnlyList<int> layers = ((TokenStatesDataViewType)column.Type).Layers;
        if (Layer is null ? layers.Count > 1 : !layers.Contains(Layer.Value))
            throw new ArgumentOutOfRangeException(nameof(schema), $"{nameof(SpectralDispersionTransformer)}: column '{column.Name}' has " +
                $"the layers {string.Join(", ", layers)}; expected {(Layer is null ? "one, or the option Layer" : $"layer {Layer}")}.");
        return column;
    }

    /// <summary>The place of the layer in the column's states; how many there are.</summary>
    public (int Place, int Count) PlaceOfLayer(DataViewSchema.Column column)
    {
        IReadOnlyList<int> layers = ((TokenStatesDataViewType)column.Type).Layers;
        return (Layer is null ? 0 : layers.ToList().IndexOf(Layer.Value), Math.Max(1, layers.Count));
    }
}
