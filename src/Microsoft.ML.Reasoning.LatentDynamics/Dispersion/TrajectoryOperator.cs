namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// The linear map K that takes the observables of a trajectory one step on, g_(t+1) ≈ g_t K in rows, restricted to the
/// directions that the trajectory spans; and the way back from a derivative with respect to K to one of the observables.
/// </summary>
internal abstract class TrajectoryOperator
{
    /// <summary>How many directions were kept: the order of <see cref="Matrix"/>.</summary>
    public int Rank { get; protected set; }

    /// <summary>The largest singular value of the observables over the smallest.</summary>
    public double Condition { get; protected set; } = 1;

    /// <summary>K in the kept directions, [rank, rank].</summary>
    public double[] Matrix { get; protected set; } = [];

    /// <summary>The stride of <see cref="Matrix"/>.</summary>
    public int Stride { get; protected set; }

    /// <summary>Writes the derivative with respect to the observables from that with respect to <see cref="Matrix"/>.</summary>
    /// <param name="derivative">[rank, rank], with the stride of the matrix.</param>
    /// <param name="observables">The rows that the operator was estimated from.</param>
    /// <param name="target">[tokens, observables' stride].</param>
    public abstract void Backward(ReadOnlySpan<double> derivative, ObservableRows observables, Span<double> target);
}
