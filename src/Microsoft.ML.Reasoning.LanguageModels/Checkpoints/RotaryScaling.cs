namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How rotary frequencies are stretched for contexts longer than those of pre-training (<c>rope_scaling</c>).</summary>
/// <remarks>
/// Where <see cref="OriginalContextLength"/> is given, YaRN applies <see cref="Factor"/> all the same; some versions of other
/// libraries then take the context length divided by the original one instead.
/// </remarks>
public sealed record RotaryScaling
{
    /// <summary>The kinds that are known.</summary>
    public const string KnownTypes = "default, linear, llama3, yarn";

    /// <summary>"linear", "llama3" or "yarn".</summary>
    public required string Type { get; init; }

    /// <summary>How much longer the context becomes; at least 1.</summary>
    public required double Factor { get; init; }

    /// <summary>The context length of pre-training. Null: the model's context length.</summary>
    public int? OriginalContextLength { get; init; }

    /// <summary>llama3: wavelengths above the original context divided by this are stretched in full. Default 1.</summary>
    public double LowFrequencyFactor { get; init; } = 1;

    /// <summary>llama3: wavelengths below the original context divided by this stay. Default 4.</summary>
    public double HighFrequencyFactor { get; init; } = 4;

    /// <summary>yarn: dimensions that turn more often than this within the original context stay. Default 32.</summary>
    public double BetaFast { get; init; } = 32;

    /// <summary>yarn: dimensions that turn less often than this are stretched in full. Default 1.</summary>
    public double BetaSlow { get; init; } = 1;

    /// <summary>yarn: the factor on cosine and sine. Null: computed from <see cref="Factor"/>.</summary>
    public double? AttentionFactor { get; init; }

    /// <summary>
    /// yarn: a weight on the logarithm in the computed attention factor; counts only with <see cref="ScaleAllDimensions"/>.
    /// </summary>
    public double? Scale { get; init; }

    /// <summary>yarn: the weight in the divisor of the computed attention factor.</summary>
    public double? ScaleAllDimensions { get; init; }

    /// <summary>yarn: the borders between dimensions are rounded to whole ones. Default true.</summary>
    public bool Truncate { get; init; } = true;

    /// <summary>Reads <c>rope_scaling</c> or <c>rope_parameters</c>; null when nothing is scaled.</summary>
    internal static RotaryScaling? Read(JsonFields fields)
    {
        string name = fields.Has("rope_type") ? "rope_type" : "type";
        string type = fields.Text(name) ?? "default";
        if (type == "default")
            return null;
        if (type is not ("linear" or "llama3" or "yarn"))
            throw fields.Unknown(name, KnownTypes);
        var scaling = new RotaryScaling
        {
            Type = type,
            Factor = fields.Double("factor", 1, 1e6),
            OriginalContextLength = fields.Has("original_max_position_embeddings")
                ? fields.Int32("original_max_position_embeddings", 1, int.MaxValue)
                : null,
        };
        return type switch
        {
            "llama3" => scaling with
            {
                LowFrequencyFactor = fields.Double("low_freq_factor", 1e-3, 1e6),
                HighFrequencyFactor = fields.Double("high_freq_factor", 1e-3, 1e6),
            },
            "yarn" => scaling with
            {
                BetaFast = fields.Double("beta_fast", 1e-3, 1e6, 32),
                BetaSlow = fields.Double("beta_slow", 1e-3, 1e6, 1),
                AttentionFactor = fields.Has("attention_factor") ? fields.Double("attention_factor", 1e-3, 1e3) : null,
                Scale = fields.Has("mscale") ? fields.Double("mscale", 0, 1e3) : null,
                ScaleAllDimensions = fields.Has("mscale_all_dim") ? fields.Double("mscale_all_dim", 0, 1e3) : null,
                Truncate = fields.Boolean("truncate", true),
            },
            _ => scaling,
        };
    }
}
