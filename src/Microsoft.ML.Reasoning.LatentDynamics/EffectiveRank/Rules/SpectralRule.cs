namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// Sums over a spectrum, of the root r of each eigenvalue x and of r ln(r / unit), as combinations of what is cheap to know:
/// sum f(x) = sum over k of f_k sum ln(1 + x / s_k) + f_trace sum x [+ f_count sum 1 + f_determinant sum ln x].
/// </summary>
/// <param name="Shifts">The s_k, ascending; the largest eigenvalue is 1.</param>
/// <param name="Root">The weights of the root: one for each shift, then trace [, count, determinant].</param>
/// <param name="RootLog">The weights of r ln(r / unit), in the same order.</param>
/// <param name="Unit">A root of the usual size.</param>
/// <param name="Error">The largest error of the two functions over [smallest, 1], relative to max(r, unit).</param>
internal sealed record SpectralRule(double[] Shifts, double[] Root, double[] RootLog, double Unit, double Error);
