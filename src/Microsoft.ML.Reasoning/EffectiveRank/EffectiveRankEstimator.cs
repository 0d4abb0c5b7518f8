using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Measures how many directions the hidden states of a response use (effective rank, ER) and how that grows with the response: velocity
/// (ERV) and acceleration (ERA), the mean first and second differences over growing prefixes. In: a column of <see cref="TokenStates"/>
/// that were not pooled. Out: a vector of Single with the slots ER, ERV, ERA; with several layers those of each layer, the layer's number
/// behind a point ("ER.12").
/// </summary>
/// <remarks>
/// Fewer than two tokens have ER 0. A response of fewer than two strides has no ERV and one of fewer than three no ERA: those slots are 0,
/// and at the end of each pass the log says for how many responses. States that are not finite numbers are an error that names the row.
/// </remarks>
public sealed class EffectiveRankEstimator : ReasoningEstimator<EffectiveRankTransformer>
{
    internal EffectiveRankEstimator(IHostEnvironment env, string outputColumnName, string? inputColumnName, Options options)
        : base(new EffectiveRankTransformer(env.Register(nameof(EffectiveRankTransformer)),
            CreateState(outputColumnName, inputColumnName, options), options.CancellationToken))
    {
    }

    private static EffectiveRankState CreateState(string outputColumnName, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        var errors = new OptionErrors($"{nameof(EffectiveRankEstimator)}.{nameof(Options)}");
        errors.RequireName(outputColumnName, nameof(outputColumnName));
        errors.Require(options.Stride >= 1, $"{nameof(options.Stride)} is {options.Stride}, expected at least 1");
        errors.Require(options.MaxTokens is null or >= 1, $"{nameof(options.MaxTokens)} is {options.MaxTokens}, expected at least 1");
        errors.Require(Enum.IsDefined(options.Mode), $"{nameof(options.Mode)} is {options.Mode}, which is none");
        errors.Require(options.BatchSize >= 1, $"{nameof(options.BatchSize)} is {options.BatchSize}, expected at least 1");
        errors.ThrowIfAny();
        return new EffectiveRankState(outputColumnName, inputColumnName ?? outputColumnName, options.Stride, options.MaxTokens,
            options.Mode, options.Indicators, options.BatchSize);
    }

    /// <summary>Options of <see cref="EffectiveRankEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>The settings of the published program: velocity and acceleration look at the last 512 tokens.</summary>
        public static Options Published => new() { MaxTokens = EffectiveRankOptions.Published.MaxTokens };

        /// <summary>The tokens by which the prefixes grow, at least 1; short answers want 4 or 8. Default: 40.</summary>
        public int Stride { get; set; } = 40;

        /// <summary>
        /// Velocity and acceleration look at the last so many tokens of a longer response; the rank itself looks at all. Default: null,
        /// all tokens.
        /// </summary>
        public int? MaxTokens { get; set; }

        /// <summary>How closely to compute. Default: <see cref="EffectiveRankMode.Exact"/>.</summary>
        public EffectiveRankMode Mode { get; set; } = EffectiveRankMode.Exact;

        /// <summary>
        /// Whether to add the authors' other indicators as further slots: TraditionalRank, ResponseEntropy, Curvature.
        /// Default: false.
        /// </summary>
        public bool Indicators { get; set; }

        /// <summary>How many rows are looked ahead and measured together, at least 1. Default: 16.</summary>
        public int BatchSize { get; set; } = 16;

        /// <summary>Ends a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
