namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>How the operator of a trajectory is estimated and what its dispersion counts.</summary>
public sealed record DispersionOptions
{
    /// <summary>
    /// The plain formula of the paper: the pseudo-inverse cuts only what float64 cannot hold, and the operator's zero
    /// eigenvalues count.
    /// </summary>
    public static DispersionOptions Published { get; } = new() { CountStructuralZeros = true, PlainPseudoInverse = true };

    /// <summary>
    /// Whether the zero eigenvalues count that an operator has only because its trajectory spans fewer directions than there
    /// are observables, as one of fewer pairs of tokens must. They make up most of the plain formula's value there. Default:
    /// false. A constant trajectory, whose operator has one other eigenvalue, has dispersion 0 without them.
    /// </summary>
    public bool CountStructuralZeros { get; init; }

    /// <summary>
    /// Directions whose singular value is at most this times the largest are left out of the pseudo-inverse. Default: null,
    /// 1e-7 for states of single or half precision, below which the observables hold nothing but rounding, and 1e-12 for
    /// double precision. This does not limit growth: eigenvalues may be of any size.
    /// </summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>Whether the result holds the eigenvalues. Default: false.</summary>
    public bool KeepEigenvalues { get; init; }

    /// <summary>
    /// Whether the result can add its gradient to a tensor that is there already, instead of (or beside) what autograd does.
    /// Default: false.
    /// </summary>
    public bool KeepGradient { get; init; }

    /// <summary>The pseudo-inverse of linear algebra packages: the tolerance is max(pairs, observables) times 2.2e-16.</summary>
    private bool PlainPseudoInverse { get; init; }

    internal double ToleranceFor(bool single, int pairs, int observables) =>
        RelativeTolerance ?? (PlainPseudoInverse ? Math.Max(pairs, observables) * 2.220446049250313e-16 : single ? 1e-7 : 1e-12);

    internal void Validate()
    {
        if (RelativeTolerance is { } tolerance && !(tolerance is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(RelativeTolerance), tolerance, "The tolerance lies in [0, 1).");
    }
}
