using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One forward pass over some sequences, and its way back.</summary>
internal interface ITrunkPass : IDisposable
{
    /// <summary>
    /// The states after the final norm that emitted each response token, [tokens of all responses, width], without a gradient graph;
    /// owned by the pass.
    /// </summary>
    Tensor States { get; }

    /// <summary>Adds the gradient of every weight of the trunk, given that of <see cref="States"/>. Once.</summary>
    void Backward(Tensor gradient);
}
