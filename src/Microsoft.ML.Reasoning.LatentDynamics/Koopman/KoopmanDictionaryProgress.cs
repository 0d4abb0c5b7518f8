namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Where the fit of a dictionary stands.</summary>
/// <param name="Step">Steps made.</param>
/// <param name="Steps">Steps to make.</param>
/// <param name="Residual">The mean spectral residual of the last batch.</param>
/// <param name="HeldOut">The last measurement on held-out trajectories.</param>
public sealed record KoopmanDictionaryProgress(int Step, int Steps, double Residual, KoopmanDictionaryQuality HeldOut);
