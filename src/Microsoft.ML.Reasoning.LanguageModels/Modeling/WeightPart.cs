namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A tensor of the checkpoint.</summary>
/// <param name="Name">Its Hugging Face name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Where it begins among all weights.</param>
internal sealed record WeightPart(string Name, long[] Shape, long Offset)
{
    /// <summary>How many numbers.</summary>
    public long Length => Shape.Aggregate(1L, (product, size) => product * size);
}
