namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Weights that lie together and are computed with as one tensor, such as the projections of queries, keys and values.</summary>
/// <param name="Name">The block's own name; that of its only part where it has one.</param>
/// <param name="Shape">The shape of the whole; the parts are stacked along dimension 0.</param>
/// <param name="Offset">Where it begins among all weights.</param>
/// <param name="Parts">The tensors of the checkpoint, in order.</param>
internal sealed record WeightBlock(string Name, long[] Shape, long Offset, IReadOnlyList<WeightPart> Parts)
{
    /// <summary>How many numbers.</summary>
    public long Length => Parts.Sum(part => part.Length);
}
