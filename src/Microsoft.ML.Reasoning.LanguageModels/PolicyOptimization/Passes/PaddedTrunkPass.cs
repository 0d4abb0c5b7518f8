using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The sequences as rows of one padded batch, by the model's own forward pass and the library's gradient graph.</summary>
/// <remarks>
/// Rows are padded on the right: under causal attention no real token sees the padding, so no mask is needed. The last token of a
/// response emits nothing and is left out.
/// </remarks>
internal sealed class PaddedTrunkPass : ITrunkPass
{
    private readonly Tensor _emitting;

    public PaddedTrunkPass(CausalLanguageModel model, IReadOnlyList<PolicySequence> sequences)
    {
        using DisposeScope scope = NewDisposeScope();
        int width = sequences.Max(sequence => sequence.TokenCount) - 1;
        var ids = new long[sequences.Count * width];
        var rows = new long[sequences.Sum(sequence => sequence.ResponseIds.Count)];
        int row = 0;
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
                rows[row++] = start + prompt.Count - 1 + t;
            }
        }

        ModelOutput output = model.Forward(new ModelInput(tensor(ids, [sequences.Count, width], device: model.Device)));
        Tensor states = output.LastHiddenState;
        _emitting = states.reshape(-1, states.shape[2]).index_select(0, tensor(rows, device: model.Device)).DetachFromDisposeScope();
        States = _emitting.detach().DetachFromDisposeScope();
    }

    public Tensor States { get; }

    public void Backward(Tensor gradient) => autograd.backward([_emitting], [gradient]);

    public void Dispose()
    {
        _emitting.Dispose();
        States.Dispose();
    }
}
