namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What the loss of a policy consists of.</summary>
public sealed record PolicyLossOptions
{
    /// <summary>The form of the loss. The default is <see cref="PolicyLossKind.Dapo"/>.</summary>
    public PolicyLossKind Kind { get; init; } = PolicyLossKind.Dapo;

    /// <summary>What the importance ratio is taken over. The default is <see cref="RatioLevel.Token"/>; GSPO takes the sequence.</summary>
    public RatioLevel RatioLevel { get; init; } = RatioLevel.Token;

    /// <summary>The ratio is clipped at 1 minus this. The default is 0.2. <see cref="PolicyLossKind.Cispo"/> does not use it.</summary>
    public double ClipLow { get; init; } = 0.2;

    /// <summary>The ratio is clipped at 1 plus this; for <see cref="PolicyLossKind.Cispo"/>, at this. The default is 0.2.</summary>
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>The ratio that a token with a negative advantage is cut at (dual clip, arXiv 1912.09729). Null, the default: none.</summary>
    public double? DualClip { get; init; }

    /// <summary>The weight of the divergence from the reference model. The default is 0: no reference is needed.</summary>
    public double KlCoefficient { get; init; }

    /// <summary>How the divergence is estimated. The default is <see cref="LanguageModels.KlEstimator.K3"/>.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K3;

    /// <summary>How it is averaged. The default is <see cref="KlAggregation.AsLoss"/>.</summary>
    public KlAggregation KlAggregation { get; init; } = KlAggregation.AsLoss;

    /// <summary>
    /// Whether the divergence is weighted by the importance ratio, so that its gradient is unbiased for tokens of the policy before the
    /// step (arXiv 2512.02556). The default is false.
    /// </summary>
    public bool KlBiasCorrection { get; init; }

    /// <summary>The weight of the entropy, which is subtracted from the loss. The default is 0.</summary>
    public double EntropyCoefficient { get; init; }

    /// <summary>
    /// The most that p / behaviour may be in truncated importance sampling, for rollouts that were drawn from another distribution.
    /// Null, the default: no correction.
    /// </summary>
    public double? ImportanceCap { get; init; }

    /// <summary>
    /// A response of negative advantage counts no more once log(p_old / p), averaged over its tokens, is above this (arXiv 2512.02556).
    /// Null, the default: all count.
    /// </summary>
    public double? OffPolicyThreshold { get; init; }

    /// <summary>
    /// The share of tokens, those of highest entropy in the minibatch, that the policy is trained on (arXiv 2506.01939). The default is
    /// 1: all. Less than that takes one more forward pass.
    /// </summary>
    public double TopEntropyShare { get; init; } = 1;

    /// <summary>
    /// The share of tokens, those of highest covariance of log-probability and advantage, that are held to the policy before the step
    /// (KL-Cov, arXiv 2505.22617, equation 13; 0.0002 to 0.02 there). The default is 0: none.
    /// </summary>
    public double KlCovShare { get; init; }

    /// <summary>The weight of |log ratio| for the tokens that <see cref="KlCovShare"/> selects. The default is 1.</summary>
    public double KlCovCoefficient { get; init; } = 1;

    /// <summary>
    /// The share of tokens, chosen at random among those whose covariance lies between <see cref="ClipCovLow"/> and
    /// <see cref="ClipCovHigh"/>, that get no gradient (Clip-Cov, arXiv 2505.22617, equation 11; 0.0002 there). The default is 0: none.
    /// </summary>
    public double ClipCovShare { get; init; }

    /// <summary>See <see cref="ClipCovShare"/>. The default is 1.</summary>
    public double ClipCovLow { get; init; } = 1;

    /// <summary>See <see cref="ClipCovShare"/>. The default is 5.</summary>
    public double ClipCovHigh { get; init; } = 5;

    /// <summary>The steepness of <see cref="PolicyLossKind.Sapo"/> for positive advantages. The default is 1.</summary>
    public double SapoPositive { get; init; } = 1;

    /// <summary>The steepness of <see cref="PolicyLossKind.Sapo"/> for other advantages. The default is 1.05.</summary>
    public double SapoNegative { get; init; } = 1.05;

    /// <summary>Power and decay of <see cref="PolicyLossKind.Vespo"/> for advantages that are not negative. The default is (2, 3).</summary>
    public (double Power, double Decay) VespoPositive { get; init; } = (2, 3);

    /// <summary>Power and decay of <see cref="PolicyLossKind.Vespo"/> for negative advantages. The default is (3, 2).</summary>
    public (double Power, double Decay) VespoNegative { get; init; } = (3, 2);

    /// <summary>The longest possible response: the denominator of <see cref="PolicyLossKind.DrGrpo"/>. The default is 256.</summary>
    public int MaxResponseTokens { get; init; } = 256;

    /// <summary>Whether a reference model is needed.</summary>
    public bool NeedsReference => KlCoefficient != 0;

    /// <summary>Whether tokens are selected by covariance, for which sequences need old log-probabilities.</summary>
    internal bool SelectsByCovariance => KlCovShare > 0 || ClipCovShare > 0;

    /// <summary>Every option that is wrong, as a sentence's part; empty where none is.</summary>
    public IReadOnlyList<string> Errors()
    {
        var wrong = new List<string>();
        Check(Enum.IsDefined(Kind), nameof(Kind), Kind, "one of " + string.Join(", ", Enum.GetNames<PolicyLossKind>()));
        Check(Enum.IsDefined(RatioLevel), nameof(RatioLevel), RatioLevel, "one of " + string.Join(", ", Enum.GetNames<RatioLevel>()));
        Check(ClipLow is >= 0 and <= 1, nameof(ClipLow), ClipLow, "0 to 1");
        Check(ClipHigh >= 0 && double.IsFinite(ClipHigh), nameof(ClipHigh), ClipHigh, "0 or more");
        Check(DualClip is null or > 1, nameof(DualClip), DualClip, "above 1");
        Check(KlCoefficient >= 0 && double.IsFinite(KlCoefficient), nameof(KlCoefficient), KlCoefficient, "0 or more");
        Check(Enum.IsDefined(KlEstimator), nameof(KlEstimator), KlEstimator, "one of " + string.Join(", ", Enum.GetNames<KlEstimator>()));
        Check(Enum.IsDefined(KlAggregation), nameof(KlAggregation), KlAggregation, "one of " + string.Join(", ", Enum.GetNames<KlAggregation>()));
        Check(OffPolicyThreshold is null or not double.NaN, nameof(OffPolicyThreshold), OffPolicyThreshold, "a number");
        Check(TopEntropyShare is > 0 and <= 1, nameof(TopEntropyShare), TopEntropyShare, "above 0, at most 1");
        Check(KlCovShare is >= 0 and <= 1, nameof(KlCovShare), KlCovShare, "0 to 1");
        Check(KlCovCoefficient >= 0 && double.IsFinite(KlCovCoefficient), nameof(KlCovCoefficient), KlCovCoefficient, "0 or more");
        Check(ClipCovShare is >= 0 and <= 1, nameof(ClipCovShare), ClipCovShare, "0 to 1");
        Check(ClipCovLow <= ClipCovHigh, nameof(ClipCovLow), ClipCovLow, "at most ClipCovHigh");
        Check(SapoPositive > 0 && SapoNegative > 0, nameof(SapoPositive), (SapoPositive, SapoNegative), "above 0, as SapoNegative");
        Check(VespoPositive.Decay > 0 && VespoNegative.Decay > 0, nameof(VespoPositive), (VespoPositive, VespoNegative), "decays above 0");
        Check(double.IsFinite(EntropyCoefficient), nameof(EntropyCoefficient), EntropyCoefficient, "a number");
        Check(ImportanceCap is null or > 0, nameof(ImportanceCap), ImportanceCap, "above 0");
        Check(MaxResponseTokens >= 1, nameof(MaxResponseTokens), MaxResponseTokens, "at least 1");
        Check(
            Kind != PolicyLossKind.Luspo || (RatioLevel == RatioLevel.Sequence && (KlCoefficient == 0 || KlAggregation == KlAggregation.Responses)),
            nameof(Kind), Kind, "with RatioLevel Sequence and any KL term by Responses: else padding would count");
        return wrong;

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
