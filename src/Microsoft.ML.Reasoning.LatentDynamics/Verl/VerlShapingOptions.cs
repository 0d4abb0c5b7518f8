namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The constants of VERL's advantage shaping (arXiv 2509.23808).</summary>
public sealed record VerlShapingOptions
{
    /// <summary>The steepness of the sigmoid that ERA goes through. The default is 2.</summary>
    public double Gain { get; init; } = 2;

    /// <summary>The bonus is at most |A| divided by this. The default is 2.</summary>
    public double Kappa { get; init; } = 2;

    /// <summary>How much of the running means a step replaces by its own. The default is 0.3.</summary>
    public double MeanStep { get; init; } = 0.3;

    /// <summary>A factor on the bonus. The default is 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The weights of [ERA, ERV, ER] where exploring is wanted. The default is [0, 0, 1].</summary>
    public IReadOnlyList<double> ExploreWeights { get; init; } = [0, 0, 1];

    /// <summary>The weights of [ERA, ERV, ER] where exploiting is wanted. The default is [0, 1, 0].</summary>
    public IReadOnlyList<double> ExploitWeights { get; init; } = [0, 1, 0];

    /// <summary>How the two are mixed. The default is <see cref="VerlControl.Acceleration"/>.</summary>
    public VerlControl Control { get; init; } = VerlControl.Acceleration;

    /// <summary>What the bonus is added to. The default is <see cref="VerlTarget.Advantage"/>.</summary>
    public VerlTarget Target { get; init; } = VerlTarget.Advantage;

    /// <summary>Whether the bonus fades as the running mean of scores, -1 to 1, rises: an ablation. The default is false.</summary>
    public bool ScaleByScore { get; init; }

    /// <summary>
    /// Whether the running means start at 0 and a step's means enter them one step late, as in the released code. The default is
    /// false: the first step sets them and has no bonus.
    /// </summary>
    public bool Lagged { get; init; }

    /// <summary>Whether only the last token of a response has the bonus, as in the released code, and not all. The default is false.</summary>
    public bool LastTokenOnly { get; init; }

    /// <summary>The released code: means that lag and start at 0, the bonus on the last token, added to reward and advantage.</summary>
    public static VerlShapingOptions Published { get; } = new() { Lagged = true, LastTokenOnly = true, Target = VerlTarget.Both };

    /// <summary>Every option that is wrong, as a sentence's part; empty where none is.</summary>
    public IReadOnlyList<string> Errors()
    {
        var wrong = new List<string>();
        Check(double.IsFinite(Gain), nameof(Gain), Gain, "a number");
        Check(Kappa > 0, nameof(Kappa), Kappa, "above 0");
        Check(MeanStep is > 0 and <= 1, nameof(MeanStep), MeanStep, "above 0, at most 1");
        Check(double.IsFinite(Weight), nameof(Weight), Weight, "a number");
        Check(ExploreWeights.Count == 3, nameof(ExploreWeights), ExploreWeights.Count, "3 numbers");
        Check(ExploitWeights.Count == 3, nameof(ExploitWeights), ExploitWeights.Count, "3 numbers");
        return wrong;

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
