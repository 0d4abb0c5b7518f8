using System.Numerics;

namespace Microsoft.ML.Reasoning;

/// <summary>What was measured of one response; no eigenvalues unless they were asked for.</summary>
internal sealed record ResponseSpectrum(double Dispersion, double LargestModulus, double Condition, Complex[] Eigenvalues);
