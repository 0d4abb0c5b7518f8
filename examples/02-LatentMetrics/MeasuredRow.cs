using System.Numerics;
using Microsoft.ML.Data;

namespace LatentMetrics;

/// <summary>A response with what its states told.</summary>
internal sealed class MeasuredRow
{
    public string Prompt { get; set; } = "";
    public string Response { get; set; } = "";
    public bool Correct { get; set; }
    public float Temperature { get; set; }
    public int TokenCount { get; set; }
    public int Steps { get; set; }

    /// <summary>ER, ERV, ERA.</summary>
    [VectorType(3)]
    public float[] Rank { get; set; } = [];

    public float Dsd { get; set; }
    public float LargestModulus { get; set; }
    public float Condition { get; set; }

    [VectorType(0, 2)]
    public float[]? Eigenvalues { get; set; }

    [NoColumn]
    public IEnumerable<Complex> Spectrum => (Eigenvalues ?? []).Chunk(2).Select(parts => new Complex(parts[0], parts[1]));
}
