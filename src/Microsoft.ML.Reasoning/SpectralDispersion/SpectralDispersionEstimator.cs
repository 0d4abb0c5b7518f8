using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Measures the dynamic spectral dispersion (DSD) of each response's hidden states: how much the moduli of the eigenvalues vary of the
/// linear map that takes observables of one token's state to those of the next. <see cref="Fit"/> learns the observables, a Koopman
/// dictionary, on the states of the data. In: a column of <see cref="TokenStates"/> that were not pooled. Out: DSD (Single) and, if
/// asked for, the eigenvalues, the largest modulus and the condition number of the observables.
/// </summary>
/// <remarks>
/// Fit passes over the data once and keeps the states of at most <see cref="Options.MaxTrajectories"/> responses, drawn by the seed; the
/// log hears how the dictionary fares. A DSD that rises together with the condition number comes from the conditioning and not from
/// the dynamics. Fewer than two tokens have DSD 0. States that are not finite numbers are an error that names the row.
/// </remarks>
public sealed class SpectralDispersionEstimator : IEstimator<SpectralDispersionTransformer>
{
    private readonly IHost _host;
    private readonly Options _options;
    private readonly SpectralDispersionState _state;
    private readonly ulong _seed;

    internal SpectralDispersionEstimator(IHostEnvironment env, string outputColumnName, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        var errors = new OptionErrors($"{nameof(SpectralDispersionEstimator)}.{nameof(Options)}");
        _state = new SpectralDispersionState(outputColumnName, inputColumnName ?? outputColumnName, options.EigenvaluesColumnName,
            options.LargestModulusColumnName, options.ConditionColumnName, options.Layer, options.CountStructuralZeros, options.BatchSize);
        errors.RequireName(outputColumnName, nameof(outputColumnName));
        errors.RequireDistinct([.. _state.OutputColumnNames]);
        errors.Require(options.Observables is null or >= 1, $"{nameof(options.Observables)} is {options.Observables}, expected at least 1");
        errors.Require(options.Steps >= 1, $"{nameof(options.Steps)} is {options.Steps}, expected at least 1");
        errors.Require(options.LearningRate > 0 && double.IsFinite(options.LearningRate),
            FormattableString.Invariant($"{nameof(options.LearningRate)} is {options.LearningRate}, expected a positive number"));
        errors.Require(options.TrajectoriesPerStep >= 1,
            $"{nameof(options.TrajectoriesPerStep)} is {options.TrajectoriesPerStep}, expected at least 1");
        errors.Require(options.MaxTrajectories >= 1, $"{nameof(options.MaxTrajectories)} is {options.MaxTrajectories}, expected at least 1");
        errors.Require(options.BatchSize >= 1, $"{nameof(options.BatchSize)} is {options.BatchSize}, expected at least 1");
        errors.ThrowIfAny();
        _host = env.Register(nameof(SpectralDispersionTransformer));
        _options = options;
        _seed = options.Seed ?? SamplingState.DrawSeed(_host.Rand);
    }

    /// <summary>Learns the dictionary on the states of the data, in one pass.</summary>
    /// <param name="input">A row a response, with its states.</param>
    /// <returns>The transformer; dispose it, or the chain that it is part of.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column of states is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">No response has two tokens, or states are not finite numbers.</exception>
    public SpectralDispersionTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column states = _state.FindStates(input.Schema);
        return _options.Dictionary is { } given
            ? new SpectralDispersionTransformer(_host, _state, given, owned: false, _options.CancellationToken)
            : new SpectralDispersionTransformer(
                _host, _state, new DictionaryLearner(_host, _options, _state, _seed).Learn(input, states), owned: true, _options.CancellationToken);
    }

    /// <summary>The shape of the data after <see cref="Fit"/> and transform.</summary>
    /// <param name="inputSchema">The shape of the data before.</param>
    /// <returns>The input's columns with the transformer's added.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column of states is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        _state.FindStates(ShapeConversion.ToSchema(inputSchema));
        return ShapeConversion.Add(inputSchema, SpectralDispersionMapper.Columns(_state).Select(output => output.Column));
    }

    /// <summary>Options of <see cref="SpectralDispersionEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>
        /// The number of observables. Default: null, half the median length of the responses, at most 50; 50 as published is too many for
        /// responses of up to 50 tokens, whose fit then interpolates.
        /// </summary>
        public int? Observables { get; set; }

        /// <summary>The steps of the fit, at least 1. Default: 500.</summary>
        public int Steps { get; set; } = 500;

        /// <summary>The learning rate of the fit. Default: 1e-4.</summary>
        public double LearningRate { get; set; } = 1e-4;

        /// <summary>The responses of one step, at least 1. Default: 64.</summary>
        public int TrajectoriesPerStep { get; set; } = 64;

        /// <summary>
        /// The most responses whose states Fit keeps in memory, at least 1; of more, so many are drawn by the seed. Default: 512.
        /// </summary>
        public int MaxTrajectories { get; set; } = 512;

        /// <summary>The seed of the first dictionary and of what is drawn. Default: null, drawn from the seed of the <see cref="MLContext"/>.</summary>
        public ulong? Seed { get; set; }

        /// <summary>A dictionary to use; it stays its owner's, and Fit learns nothing. Default: null, Fit learns one.</summary>
        public KoopmanDictionary? Dictionary { get; set; }

        /// <summary>Which of the column's layers, counted from 0, the embeddings. Default: null, the column has one.</summary>
        public int? Layer { get; set; }

        /// <summary>
        /// Whether the zero eigenvalues count that an operator has only because its response has fewer tokens than there are observables, as
        /// in the plain formula. Default: false.
        /// </summary>
        public bool CountStructuralZeros { get; set; }

        /// <summary>The column of the eigenvalues: vector of Single, [eigenvalues, 2] with real and imaginary parts. Default: null, none.</summary>
        public string? EigenvaluesColumnName { get; set; }

        /// <summary>The column of the largest modulus of an eigenvalue: Single. Default: null, none.</summary>
        public string? LargestModulusColumnName { get; set; }

        /// <summary>
        /// The column of the condition number of the observables: Single, infinite where the smallest singular value is 0. Default: null,
        /// none.
        /// </summary>
        public string? ConditionColumnName { get; set; }

        /// <summary>How many rows are looked ahead and measured together, at least 1. Default: 16.</summary>
        public int BatchSize { get; set; } = 16;

        /// <summary>Is told how the fit goes. Default: null.</summary>
        public IProgress<KoopmanDictionaryProgress>? Progress { get; set; }

        /// <summary>Ends Fit or a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
