using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>What was found in one trajectory.</summary>
internal readonly record struct TrajectoryDispersion(
    double Dispersion, double LargestModulus, double Condition, int Rank, Complex[]? Eigenvalues);
