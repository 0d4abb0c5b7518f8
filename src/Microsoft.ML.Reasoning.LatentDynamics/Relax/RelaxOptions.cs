namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The constants of ReLaX (arXiv 2512.07558).</summary>
public sealed record RelaxOptions
{
    /// <summary>The weight of the dispersion term. The default is 0.1; 0 leaves it out.</summary>
    public double Alpha { get; init; } = 0.1;

    /// <summary>The weight of the divergence from the initial policy. The default is 0.01.</summary>
    public double Beta { get; init; } = 0.01;

    /// <summary>
    /// The dispersion above which a response is held to the initial policy, as a multiple of the mean dispersion of the first rollouts.
    /// The default is 20.
    /// </summary>
    public double ThresholdMultiple { get; init; } = 20;

    /// <summary>The threshold itself, instead of a multiple. Null, the default: <see cref="ThresholdMultiple"/>.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether the dispersion of a response counts by its positive advantage (equation 10), or equally for all (equation 9). The default is true.</summary>
    public bool AdvantageShaping { get; init; } = true;

    /// <summary>Whether every response is held to the initial policy, not only those above the threshold. The default is false.</summary>
    public bool UniformDivergence { get; init; }

    /// <summary>
    /// Whether a response above the threshold is no longer pushed to more dispersion, as the authors' page says (their paper does
    /// not). The default is false.
    /// </summary>
    public bool SuspendAboveThreshold { get; init; }

    /// <summary>The published setting: an absolute threshold of 25.</summary>
    public static RelaxOptions Published { get; } = new() { Threshold = 25 };

    /// <summary>The threshold of a run.</summary>
    /// <param name="firstMeanDispersion">The mean dispersion of the first rollouts.</param>
    public double ThresholdOf(double firstMeanDispersion) => Threshold ?? ThresholdMultiple * firstMeanDispersion;

    /// <summary>How much the dispersion of a response counts, w of equations 9 and 10; where it is 0, the loss has no gradient through it.</summary>
    /// <param name="advantage">The response's advantage.</param>
    public double WeightOf(double advantage) => AdvantageShaping ? Math.Max(advantage, 0) : 1;

    /// <summary>Every option that is wrong, as a sentence's part; empty where none is.</summary>
    public IReadOnlyList<string> Errors()
    {
        var wrong = new List<string>();
        Check(Alpha >= 0 && double.IsFinite(Alpha), nameof(Alpha), Alpha, "0 or more");
        Check(Beta >= 0 && double.IsFinite(Beta), nameof(Beta), Beta, "0 or more");
        Check(ThresholdMultiple > 0, nameof(ThresholdMultiple), ThresholdMultiple, "above 0");
        Check(Threshold is null or >= 0, nameof(Threshold), Threshold, "0 or more");
        return wrong;

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
