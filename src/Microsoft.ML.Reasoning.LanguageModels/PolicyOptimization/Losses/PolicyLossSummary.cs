using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Adds up what was seen while a loss was computed, in one transfer from the device.</summary>
internal static class PolicyLossSummary
{
    public static PolicyLossSums Of(PolicyLossInput input, PolicyLossOptions options, Tensor ratio, Tensor oldMinusNew, Tensor? kl)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mask = input.Mask, whole = ratio.expand_as(mask), counted = mask.gt(0);
        // Smooth losses clip nothing; CISPO has no lower bound.
        bool cispo = options.Kind == PolicyLossKind.Cispo, smooth = options.Kind is PolicyLossKind.Sapo or PolicyLossKind.Vespo;
        Tensor cut = options.DualClip is { } most ? ratio.clamp_max(most) : ratio;
        Tensor low = cut.lt(cispo || smooth ? double.NegativeInfinity : 1 - options.ClipLow).logical_and(input.Advantages.lt(0));
        Tensor high = cut.gt(smooth ? double.PositiveInfinity : cispo ? options.ClipHigh : 1 + options.ClipHigh).logical_and(input.Advantages.gt(0));
        Tensor[] values =
        [
            mask.sum(),
            Sum(whole),
            whole.masked_fill(counted.logical_not(), 0).max(),
            Sum(low.to(mask.dtype)),
            Sum(high.to(mask.dtype)),
            kl is null ? zeros([], mask.dtype, mask.device) : Sum(kl),
            Sum(oldMinusNew.exp().sub(oldMinusNew).sub(1)),
            input.Entropies is { } entropies ? Sum(entropies.detach()) : zeros([], mask.dtype, mask.device),
            input.ImportanceWeights is { } weights ? Sum(weights) : mask.sum(),
        ];
        double[] sums = stack(values).to(ScalarType.Float64).cpu().data<double>().ToArray();
        return new PolicyLossSums(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);

        Tensor Sum(Tensor value) => value.mul(mask).sum();
    }
}
