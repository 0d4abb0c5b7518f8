namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Options of <see cref="EffectiveRank"/>.</summary>
public sealed record EffectiveRankOptions
{
    /// <summary>The settings of the published program: the differences look at the last 512 rows only.</summary>
    public static EffectiveRankOptions Published { get; } = new() { MaxTokens = 512 };

    /// <summary>Rows by which the prefixes grow: they have Stride + 1, 2 Stride + 1, ... rows. At least 1; default 40. Short answers want 4 or 8.</summary>
    public int Stride
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Stride), value, "The stride is at least 1.");
    } = 40;

    /// <summary>
    /// Velocity and acceleration look at the last MaxTokens rows of a longer response; the rank itself looks at all rows.
    /// At least 1; default null: all rows.
    /// </summary>
    public int? MaxTokens
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MaxTokens), value, "At least one row is kept.");
    }

    /// <summary>How closely to compute; default <see cref="EffectiveRankMode.Exact"/>.</summary>
    public EffectiveRankMode Mode
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Mode), value, "Not a mode.");
    }
}
