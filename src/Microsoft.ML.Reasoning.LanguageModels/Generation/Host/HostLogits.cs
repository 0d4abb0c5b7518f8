namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Logits in the host's memory.</summary>
/// <param name="Values">The logits of all rows.</param>
/// <param name="Stride">Where the next row begins.</param>
/// <param name="Vocabulary">How many of them there are in a row.</param>
internal sealed record HostLogits(float[] Values, int Stride, int Vocabulary)
{
    /// <summary>The logits of a row.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Vocabulary);
}
