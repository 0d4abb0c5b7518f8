using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Fine-tunes a language model by next-token prediction. In: a Text column of prompts, given to the model as they are, and a Text column of
/// responses, whose tokens alone are learned. <see cref="Fit"/> trains a copy and returns a transformer that owns it and answers prompts.
/// </summary>
public sealed class SupervisedTrainer : IEstimator<ReasoningModelTransformer>
{
    private readonly IHost _host;
    private readonly CausalLanguageModel _model;
    private readonly Options _options;
    private readonly ModelAnswerState _answer;

    internal SupervisedTrainer(IHostEnvironment env, CausalLanguageModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _host = env.Register(nameof(SupervisedTrainer));
        _model = model;
        _options = options.Copy();
        _answer = new ModelAnswerState(_options.OutputColumnName, _options.PromptColumnName, _options.AnswerBatchSize,
            new SamplingState(SamplesPerPrompt: 1, _options.MaxNewTokens, _options.Temperature, Seed: _options.Training.Seed,
                ConcurrentSamples: _options.AnswerBatchSize) { UseModelDefaults = false });
        var errors = new OptionErrors($"{nameof(SupervisedTrainer)}.{nameof(Options)}");
        errors.RequireName(_options.PromptColumnName, nameof(Options.PromptColumnName));
        errors.RequireName(_options.ResponseColumnName, nameof(Options.ResponseColumnName));
        errors.RequireName(_options.OutputColumnName, nameof(Options.OutputColumnName));
        errors.Require(_options.AnswerBatchSize >= 1,
            $"{nameof(Options.AnswerBatchSize)} is {_options.AnswerBatchSize}, expected at least 1");
        _answer.Sampling.Check(errors);
        errors.Collect(_options.Training.Validate);
        errors.ThrowIfAny();
        PromptCheck.HasTokenizer(model);
    }

    /// <summary>Trains. Reads the data once; may take long, tells its progress in the log and to <see cref="Options.Progress"/>.</summary>
    /// <param name="input">The data.</param>
    /// <returns>A transformer that answers with the trained model; dispose it, it owns the copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">No row has both a prompt and a response.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public ReasoningModelTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Fit");
        IReadOnlyList<SupervisedExample> examples = new SupervisedExamples(_model, _options).Read(input, channel);
        CausalLanguageModel trained = _options.UpdateInPlace ? _model : _model.Clone();
        try
        {
            SupervisedTrainingResult result = SupervisedTraining.Run(
                trained, examples, _options.Training, new TrainingLog(channel, _options.Progress), _options.CancellationToken);
            channel.Info(MessageSensitivity.None, "{0} steps, {1} tokens in {2:0.0} s, last loss {3:0.0000}",
                result.Steps, result.Tokens, result.Duration.TotalSeconds, result.Loss);
            if (result.SkippedExamples > 0)
                channel.Warning(MessageSensitivity.None, "{0} of {1} examples are longer than the limit and were left out",
                    result.SkippedExamples, examples.Count);
            return new ReasoningModelTransformer(_host, trained, ownsModel: !_options.UpdateInPlace, _answer, _options.CancellationToken);
        }
        catch when (!_options.UpdateInPlace)
        {
            trained.Dispose();
            throw;
        }
    }

    /// <summary>The shape of the data after the transformer: its answers are added.</summary>
    /// <param name="inputSchema">The shape of the data before.</param>
    /// <returns>The input's columns and the answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        DataViewSchema schema = ShapeConversion.ToSchema(inputSchema);
        ColumnCheck.Text(schema, _options.PromptColumnName, nameof(SupervisedTrainer));
        ColumnCheck.Text(schema, _options.ResponseColumnName, nameof(SupervisedTrainer));
        return ShapeConversion.Add(inputSchema, [_answer.Output]);
    }

    /// <summary>Options of <see cref="SupervisedTrainer"/>.</summary>
    public sealed class Options
    {
        /// <summary>The column of the prompts: Text. Default: "Prompt".</summary>
        public string PromptColumnName { get; set; } = "Prompt";

        /// <summary>The column of the responses to learn: Text. Default: "Response".</summary>
        public string ResponseColumnName { get; set; } = "Response";

        /// <summary>Whether the end token is learned behind each response, so that the model stops. Default: true.</summary>
        public bool AppendEndToken { get; set; } = true;

        /// <summary>Learning rate, epochs, batch size, schedule, clipping, seed, checkpoints. Default: the engine's defaults.</summary>
        public SupervisedTrainingOptions Training { get; set; } = new();

        /// <summary>
        /// Whether the given model itself is trained instead of a copy, which saves its memory; the transformer then does not own it.
        /// Default: false.
        /// </summary>
        public bool UpdateInPlace { get; set; }

        /// <summary>The column of the answers that the transformer makes: Text. Default: "Response".</summary>
        public string OutputColumnName { get; set; } = "Response";

        /// <summary>The most tokens of an answer of the transformer. Default: 512.</summary>
        public int MaxNewTokens { get; set; } = 512;

        /// <summary>The temperature of the transformer's answers; 0 takes the most probable token every time. Default: 0.</summary>
        public float Temperature { get; set; }

        /// <summary>How many rows the transformer looks ahead and answers together. Default: 64.</summary>
        public int AnswerBatchSize { get; set; } = 64;

        /// <summary>Is told about every step. Default: null.</summary>
        public IProgress<SupervisedTrainingProgress>? Progress { get; set; }

        /// <summary>Ends the training, and later the transformer's answers. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }

        internal Options Copy() => (Options)MemberwiseClone();
    }
}
