using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A loss and what was seen while it was computed.</summary>
/// <param name="Loss">The loss, a differentiable scalar.</param>
/// <param name="TokenLosses">The loss of each token before masking and averaging, without gradient: it shows which response is not finite.</param>
/// <param name="Sums">Sums over the tokens that count.</param>
public sealed record PolicyLossResult(Tensor Loss, Tensor TokenLosses, PolicyLossSums Sums);
