using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What comes out of a forward pass.</summary>
public sealed class ModelOutput : IDisposable
{
    internal ModelOutput(Tensor lastHiddenState, IReadOnlyDictionary<int, Tensor> hiddenStates)
    {
        LastHiddenState = lastHiddenState;
        HiddenStates = hiddenStates;
    }

    /// <summary>The states after the final norm, [batch, tokens, width].</summary>
    public Tensor LastHiddenState { get; }

    /// <summary>The states of the layers that were asked for, [batch, tokens, width], by the number that was asked for.</summary>
    /// <remarks>0 is the embeddings, 1 to L - 1 the output of that block, L (the layer count) and -1 after the final norm.</remarks>
    public IReadOnlyDictionary<int, Tensor> HiddenStates { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        LastHiddenState.Dispose();
        foreach (Tensor states in HiddenStates.Values)
            states.Dispose();
    }
}
