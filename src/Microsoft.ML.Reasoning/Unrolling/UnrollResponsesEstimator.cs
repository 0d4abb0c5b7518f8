using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Turns a row a problem into a row a response: vectors with one item a response become scalars, the number of the response is added, and
/// the other columns are repeated.
/// </summary>
/// <remarks>It is not row-to-row, so it cannot be part of a pipeline that a <see cref="PredictionEngine{TSrc, TDst}"/> runs.</remarks>
public sealed class UnrollResponsesEstimator : IEstimator<UnrollResponsesTransformer>
{
    private readonly UnrollResponsesTransformer _transformer;

    internal UnrollResponsesEstimator(IHostEnvironment env, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new OptionErrors($"{nameof(UnrollResponsesEstimator)}.{nameof(Options)}");
        errors.RequireName(options.SampleIndexColumnName, nameof(options.SampleIndexColumnName));
        errors.Require(options.Columns is null or { Length: > 0 }, $"{nameof(options.Columns)} is empty");
        if (options.Columns is { Length: > 0 } columns)
            errors.RequireDistinct([.. columns.Select(pair => pair.OutputColumnName), options.SampleIndexColumnName]);
        errors.ThrowIfAny();
        _transformer = new UnrollResponsesTransformer(env.Register(nameof(UnrollResponsesTransformer)),
            new UnrollResponsesState(options.Columns ?? DefaultColumns, options.Columns is null, options.SampleIndexColumnName));
    }

    private static InputOutputColumnPair[] DefaultColumns =>
    [
        new("Response", "Responses"),
        new("FinishReason", "FinishReasons"),
        new("TokenCount", "TokenCounts"),
        new("MeanLogProbability", "MeanLogProbabilities"),
        new("Correct", "Correct"),
        new("ExtractedAnswer", "ExtractedAnswers"),
        new("NormalAnswer", "NormalAnswers"),
        new("VerdictReason", "VerdictReasons"),
    ];

    /// <summary>Checks the input columns; reads no row.</summary>
    /// <param name="input">The data.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or is no vector.</exception>
    public UnrollResponsesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }

    /// <summary>The shape of the data after unrolling.</summary>
    /// <param name="inputSchema">The shape of the data before.</param>
    /// <returns>The input's other columns and, behind them, the scalars.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or is no vector.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        UnrollBinding binding = _transformer.Bind(ShapeConversion.ToSchema(inputSchema));
        var unrolled = binding.Unrolled.Select(column => column.Name).ToHashSet();
        return ShapeConversion.Add(new SchemaShape(inputSchema.Where(column => !unrolled.Contains(column.Name))), binding.Added);
    }

    /// <summary>Options of <see cref="UnrollResponsesEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>
        /// The vectors to unroll and the names of the scalars; the first vector tells how many responses a row has. Default: null, the
        /// columns of <see cref="GenerateEstimator"/> and <see cref="VerifyAnswersEstimator"/> under their default names, of which all but
        /// "Responses" may be missing: Responses to Response, FinishReasons to FinishReason, TokenCounts to TokenCount,
        /// MeanLogProbabilities to MeanLogProbability, Correct to Correct, ExtractedAnswers to ExtractedAnswer,
        /// NormalAnswers to NormalAnswer, VerdictReasons to VerdictReason.
        /// </summary>
        public InputOutputColumnPair[]? Columns { get; set; }

        /// <summary>The column of the number of the response, from 0: Int32. Default: "SampleIndex".</summary>
        public string SampleIndexColumnName { get; set; } = "SampleIndex";
    }
}
