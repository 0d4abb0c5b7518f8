using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The hidden states of the responses of whole groups.</summary>
/// <param name="States">
/// The policy's states after the final norm that emitted each token of each response, [tokens of all responses, width], one response
/// after the other in the order of <paramref name="Sequences"/>; a leaf that requires gradients, in the model's precision.
/// </param>
/// <param name="Sequences">The responses; group by group.</param>
public sealed record TrajectoryBatch(Tensor States, IReadOnlyList<PolicySequence> Sequences)
{
    /// <summary>The number of states of each response.</summary>
    public int[] Lengths => [.. Sequences.Select(sequence => sequence.ResponseIds.Count)];
}
