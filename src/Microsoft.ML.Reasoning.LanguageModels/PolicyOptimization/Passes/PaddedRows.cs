using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Sequences as rows of one batch, padded on the right, and where the states are that emit their response tokens.</summary>
/// <remarks>
/// Under causal attention no real token sees padding that follows it, so no mask is needed. The last token of a response emits
/// nothing and is left out.
/// </remarks>
/// <param name="TokenIds">int64 [sequences, tokens].</param>
/// <param name="Emitting">int64 [tokens of all responses]: indexes into the flattened rows.</param>
internal sealed record PaddedRows(Tensor TokenIds, Tensor Emitting)
{
    public static PaddedRows Of(IReadOnlyList<PolicySequence> sequences, Device device)
    {
        int width = sequences.Max(sequence => sequence.TokenCount) - 1;
        var ids = new long[sequences.Count * width];
        var emitting = new long[sequences.Sum(sequence => sequence.ResponseIds.Count)];
        int next = 0;
        for (int i = 0; i < sequences.Count; i++)
        {
            (IReadOnlyList<int> prompt, IReadOnlyList<int> response) = (sequences[i].PromptIds, sequences[i].ResponseIds);
            int start = i * width;
            for (int t = 0; t < prompt.Count; t++)
                ids[start + t] = prompt[t];
            for (int t = 0; t < response.Count; t++)
            {
                if (t < response.Count - 1)
                    ids[start + prompt.Count + t] = response[t];
                emitting[next++] = start + prompt.Count - 1 + t;
            }
        }

        return new PaddedRows(tensor(ids, [sequences.Count, width], device: device), tensor(emitting, device: device));
    }
}
