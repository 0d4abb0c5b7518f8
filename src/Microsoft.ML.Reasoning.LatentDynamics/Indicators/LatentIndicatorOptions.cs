namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Options of <see cref="LatentIndicators"/>.</summary>
public sealed record LatentIndicatorOptions
{
    /// <summary>The settings of the published program: stride 40, differences over the last 512 rows, no angle across the borders of 256 steps.</summary>
    public static LatentIndicatorOptions Published { get; } = new() { Stride = 40, MaxTokens = 512, CurvatureChunk = 256 };

    /// <summary>
    /// Rows by which the prefixes grow. At least 1; default null: the values only, no differences. Each prefix costs a decomposition;
    /// <see cref="LatentDynamics.EffectiveRank"/> has the differences of the effective rank for much less.
    /// </summary>
    public int? Stride
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Stride), value, "The stride is at least 1.");
    }

    /// <summary>The differences look at the last MaxTokens rows of a longer sequence. At least 1; default null: all rows.</summary>
    public int? MaxTokens
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxTokens), value, "At least one row is kept.");
    }

    /// <summary>
    /// Steps in a chunk of the curvature: the angle between the last step of one chunk and the first of the next is left out.
    /// At least 2; default null: every angle counts.
    /// </summary>
    public int? CurvatureChunk
    {
        get;
        init => field = value is null or >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(CurvatureChunk), value, "A chunk has two steps or more.");
    }
}
