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

    /// <summary>The weight of the entropy, which is subtracted from the loss. The default is 0.</summary>
    public double EntropyCoefficient { get; init; }

    /// <summary>
    /// The most that p / behaviour may be in truncated importance sampling, for rollouts that were drawn from another distribution.
    /// Null, the default: no correction.
    /// </summary>
    public double? ImportanceCap { get; init; }

    /// <summary>The longest possible response: the denominator of <see cref="PolicyLossKind.DrGrpo"/>. The default is 256.</summary>
    public int MaxResponseTokens { get; init; } = 256;

    /// <summary>Whether a reference model is needed.</summary>
    public bool NeedsReference => KlCoefficient != 0;

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
        Check(double.IsFinite(EntropyCoefficient), nameof(EntropyCoefficient), EntropyCoefficient, "a number");
        Check(ImportanceCap is null or > 0, nameof(ImportanceCap), ImportanceCap, "above 0");
        Check(MaxResponseTokens >= 1, nameof(MaxResponseTokens), MaxResponseTokens, "at least 1");
        return wrong;

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
