using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Policy-gradient losses as functions of log-probabilities: no model, no state.</summary>
/// <remarks>
/// Sums of parts of a minibatch add up to the loss of the whole if each part is given the denominators of the whole.
/// </remarks>
public static class PolicyLosses
{
    /// <summary>The loss that the options describe, to be minimised.</summary>
    /// <param name="input">Log-probabilities, advantages and what goes with them.</param>
    /// <param name="options">What the loss consists of.</param>
    /// <param name="denominators">Those of the whole step; null: those of this input.</param>
    public static PolicyLossResult Compute(PolicyLossInput input, PolicyLossOptions options, PolicyLossDenominators? denominators = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        using DisposeScope scope = NewDisposeScope();
        Tensor log = input.LogProbabilities, mask = input.Mask;
        Tensor old = input.OldLogProbabilities ?? log.detach();
        Tensor ratio = LogRatio(log, old, mask, options.RatioLevel).exp();
        Tensor losses = OfTokens(input, options, old, ratio);
        if (input.RatioPenalties is { } penalties)
            losses = losses.add(log.sub(old).abs().mul(penalties));
        if (input.TokenWeights is { } tokenWeights)
            losses = losses.mul(tokenWeights);
        if (options.OffPolicyThreshold is { } threshold)
            losses = losses.mul(OnPolicyMask(input.Advantages, log.detach(), old, mask, threshold));
        if (input.ImportanceWeights is { } weights && options.Kind != PolicyLossKind.Vespo)
            losses = losses.mul(weights);
        PolicyLossDenominators by = denominators ?? DenominatorsOf(mask);
        Tensor? kl = input.ReferenceLogProbabilities is { } reference ? Divergence(log.sub(reference), options.KlEstimator) : null;
        Tensor loss;
        if (options.KlCoefficient == 0)
        {
            loss = Aggregate(losses, mask, options, by);
        }
        else
        {
            Tensor held = kl ?? throw new ArgumentException("A KL term needs the log-probabilities of a reference model.", nameof(input));
            if (options.KlBiasCorrection)
                kl = held = held.mul(ratio);
            if (input.KlWeights is { } klWeights)
                held = held.mul(klWeights);
            if (options.KlAggregation == KlAggregation.AsLoss)
            {
                losses = losses.add(held, options.KlCoefficient);
                loss = Aggregate(losses, mask, options, by);
            }
            else
            {
                Tensor penalty = Aggregate(held, mask, options with { Kind = PolicyLossKind.Grpo }, by);
                loss = Aggregate(losses, mask, options, by).add(penalty, options.KlCoefficient);
            }
        }

        if (options.EntropyCoefficient != 0)
        {
            Tensor entropies = input.Entropies ?? throw new ArgumentException("An entropy term needs entropies.", nameof(input));
            loss = loss.add(entropies.mul(mask).sum(), -options.EntropyCoefficient / Math.Max(1, by.Tokens));
        }

        using IDisposable noGradient = no_grad();
        PolicyLossSums sums = PolicyLossSummary.Of(input, options, ratio.detach(), old.sub(log.detach()), kl?.detach());
        return new PolicyLossResult(loss.MoveToOuterDisposeScope(), losses.detach().MoveToOuterDisposeScope(), sums);
    }

    /// <summary>
    /// log of the importance ratio: of each token, or (GSPO, arXiv 2507.18071, equation 7) the mean over the tokens of a response,
    /// [responses, 1].
    /// </summary>
    public static Tensor LogRatio(Tensor logProbabilities, Tensor old, Tensor mask, RatioLevel level)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(mask);
        Tensor difference = logProbabilities.sub(old);
        return level == RatioLevel.Token
            ? difference
            : difference.mul(mask).sum(1, keepdim: true).div(mask.sum(1, keepdim: true).clamp_min(1));
    }

    /// <summary>
    /// -min(r A, clip(r, 1 - low, 1 + high) A) (arXiv 1707.06347, equation 7; with unlike bounds arXiv 2503.14476, equation 8), where
    /// the first r is cut at <paramref name="dualClip"/> (arXiv 1912.09729, equation 5).
    /// </summary>
    public static Tensor ClippedSurrogate(Tensor ratio, Tensor advantages, double low, double high, double? dualClip = null)
    {
        ArgumentNullException.ThrowIfNull(ratio);
        Tensor clipped = ratio.clamp(1 - low, 1 + high);
        Tensor free = dualClip is { } most ? ratio.clamp_max(most) : ratio;
        return free.mul(advantages).minimum(clipped.mul(advantages)).neg();
    }

    /// <summary>-min(r, high) A log p with a ratio that is constant for the gradient (arXiv 2506.13585, equation 4).</summary>
    public static Tensor ClippedWeight(Tensor logProbabilities, Tensor ratio, Tensor advantages, double high)
    {
        ArgumentNullException.ThrowIfNull(ratio);
        return ratio.detach().clamp_max(high).mul(advantages).mul(logProbabilities).neg();
    }

    /// <summary>-4 sigmoid(s (r - 1)) / s A: as -r A near r = 1, level far from it (SAPO, arXiv 2511.20347, equation 6).</summary>
    public static Tensor SmoothGate(Tensor ratio, Tensor advantages, double positive, double negative)
    {
        ArgumentNullException.ThrowIfNull(ratio);
        ArgumentNullException.ThrowIfNull(advantages);
        Tensor steepness = BySign(advantages.gt(0), positive, negative, ratio);
        return ratio.sub(1).mul(steepness).sigmoid().mul(4).div(steepness).mul(advantages).neg();
    }

    /// <summary>
    /// The weight w^k exp(c (1 - w)) of a response whose tokens' ratios have the product w, for all of its tokens and constant for the
    /// gradient (VESPO, arXiv 2602.10693); the importance weights of another behaviour are part of the product.
    /// </summary>
    public static Tensor SequenceWeights(
        Tensor logRatios, Tensor advantages, Tensor mask, Tensor? importanceWeights, (double Power, double Decay) positive, (double Power, double Decay) negative)
    {
        const double Least = 1e-8, Most = 20;
        ArgumentNullException.ThrowIfNull(logRatios);
        ArgumentNullException.ThrowIfNull(advantages);
        Tensor log = logRatios.detach().clamp(-Most, Most).mul(mask).sum(1, keepdim: true);
        if (importanceWeights is not null)
            log = log.add(importanceWeights.log().clamp(Math.Log(Least), Most).mul(mask).sum(1, keepdim: true));
        log = log.clamp(Math.Log(Least), Most);
        Tensor rewarded = advantages.ge(0);
        Tensor power = BySign(rewarded, positive.Power, negative.Power, log), decay = BySign(rewarded, positive.Decay, negative.Decay, log);
        return decay.add(log.mul(power)).sub(log.exp().mul(decay)).exp().nan_to_num(0, 0, 0);
    }

    /// <summary>
    /// 1 for responses whose advantage is not negative or whose mean of log(p_old / p) is at most the threshold, else 0 (arXiv
    /// 2512.02556).
    /// </summary>
    public static Tensor OnPolicyMask(Tensor advantages, Tensor logProbabilities, Tensor old, Tensor mask, double threshold)
    {
        ArgumentNullException.ThrowIfNull(advantages);
        Tensor drift = LogRatio(logProbabilities, old, mask, RatioLevel.Sequence).neg();
        return advantages.ge(0).logical_or(drift.le(threshold)).to(logProbabilities.dtype);
    }

    /// <summary>The divergence from a reference, estimated from d = log p - log p_reference.</summary>
    public static Tensor Divergence(Tensor difference, KlEstimator estimator)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return estimator switch
        {
            KlEstimator.K1 => difference.alias(),
            KlEstimator.K2 => difference.square().mul(0.5),
            KlEstimator.K3 => difference.neg().exp().add(difference).sub(1),
            _ => throw new ArgumentOutOfRangeException(nameof(estimator), estimator, "Unknown estimator."),
        };
    }

    /// <summary>
    /// min(p_old / behaviour, cap): the truncated importance weight of tokens that another distribution drew.
    /// </summary>
    public static Tensor ImportanceWeights(Tensor old, Tensor behaviour, double cap)
    {
        ArgumentNullException.ThrowIfNull(old);
        return old.detach().sub(behaviour).exp().clamp_max(cap);
    }

    /// <summary>The weighted sum of token losses that the kind of loss prescribes.</summary>
    public static Tensor Aggregate(Tensor losses, Tensor mask, PolicyLossOptions options, PolicyLossDenominators denominators)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(options);
        double responses = Math.Max(1, denominators.Responses);
        Tensor counted = losses.mul(mask);
        return options.Kind switch
        {
            PolicyLossKind.Grpo or PolicyLossKind.Sapo => counted.sum(1L).div(mask.sum(1L).clamp_min(1)).sum().mul(1 / responses),
            PolicyLossKind.Luspo => losses.mul(mask.sum(1, keepdim: true)).sum().mul(1 / (responses * losses.shape[1])),
            PolicyLossKind.DrGrpo => counted.sum().mul(1 / (responses * options.MaxResponseTokens)),
            _ => counted.sum().mul(1 / Math.Max(1, denominators.Tokens)),
        };
    }

    private static Tensor OfTokens(PolicyLossInput input, PolicyLossOptions options, Tensor old, Tensor ratio)
    {
        (Tensor log, Tensor advantages) = (input.LogProbabilities, input.Advantages);
        return options.Kind switch
        {
            PolicyLossKind.Cispo => ClippedWeight(log, ratio, advantages, options.ClipHigh),
            PolicyLossKind.Sapo => SmoothGate(ratio, advantages, options.SapoPositive, options.SapoNegative),
            PolicyLossKind.Vespo => SequenceWeights(
                log.sub(old), advantages, input.Mask, input.ImportanceWeights, options.VespoPositive, options.VespoNegative)
                .mul(advantages).mul(log).neg(),
            _ => ClippedSurrogate(ratio, advantages, options.ClipLow, options.ClipHigh, options.DualClip),
        };
    }

    private static Tensor BySign(Tensor positive, double first, double second, Tensor like)
    {
        Tensor chosen = positive.to(like.dtype);
        return chosen.mul(first - second).add(second);
    }

    private static PolicyLossDenominators DenominatorsOf(Tensor mask)
    {
        using Tensor tokens = mask.sum(1L), responses = tokens.gt(0).sum(ScalarType.Int64), all = tokens.sum(ScalarType.Float64);
        return new PolicyLossDenominators(responses.item<long>(), all.item<double>());
    }
}
