using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One padded batch by the model's own forward pass and the library's gradient graph.</summary>
internal sealed class PaddedTrunkPass : ITrunkPass
{
    private readonly Tensor _emitting;

    public PaddedTrunkPass(CausalLanguageModel model, IReadOnlyList<PolicySequence> sequences)
    {
        using DisposeScope scope = NewDisposeScope();
        PaddedRows rows = PaddedRows.Of(sequences, model.Device);
        Tensor states = model.Forward(new ModelInput(rows.TokenIds)).LastHiddenState;
        _emitting = states.reshape(-1, states.shape[2]).index_select(0, rows.Emitting).DetachFromDisposeScope();
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
