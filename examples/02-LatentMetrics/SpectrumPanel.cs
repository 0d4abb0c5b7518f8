using System.Numerics;

namespace LatentMetrics;

/// <summary>One response in the figure.</summary>
internal sealed record SpectrumPanel(
    string Title, string Subtitle, string Colour, bool IsDiamond, IReadOnlyList<Complex> Eigenvalues, IReadOnlyList<string> Lines);
