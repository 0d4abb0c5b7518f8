namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Logits in the host's memory.</summary>
/// <param name="Values">The logits of all rows.</param>
/// <param name="Stride">Where the next row begins.</param>
/// <param name="Vocabulary">How many of them there are in a row.</param>
internal sealed record HostLogits(float[] Values, int Stride, int Vocabulary)
{
    /// <summary>The head that made them, for states of other layers.</summary>
    public required HostHead Head { get; init; }

    /// <summary>The states of a layer that the strategy asked for, [rows, width], numbered as it was asked for.</summary>
    public required Func<int, float[]> States { get; init; }

    /// <summary>The logits of a row.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Vocabulary);
}
