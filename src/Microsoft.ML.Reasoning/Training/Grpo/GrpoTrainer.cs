using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Improves a language model on problems with checkable answers by group-relative policy optimisation (arXiv 2402.03300): each prompt is
/// answered several times, and answers with a higher reward than their group's mean become more probable. In: a Text column of prompts,
/// given to the model as they are, and a Text column of right answers. <see cref="Fit"/> trains a copy and returns a transformer that
/// owns it and answers prompts.
/// </summary>
public sealed partial class GrpoTrainer : IEstimator<ReasoningModelTransformer>
{
    private readonly IHost _host;
    private readonly CausalLanguageModel _model;
    private readonly Options _options;
    private readonly ModelAnswerState _answer;

    internal GrpoTrainer(IHostEnvironment env, CausalLanguageModel model, Options options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        _host = env.Register(nameof(GrpoTrainer));
        _model = model;
        _options = options.Copy();
        _options.Seed ??= SamplingState.DrawSeed(_host.Rand);
        if (_options.RewardFunctions is { Count: 0 })
            _options.RewardFunctions = [new WeightedReward(Rewards.Correctness())];
        _answer = new ModelAnswerState(_options.OutputColumnName, _options.PromptColumnName, _options.AnswerBatchSize,
            new SamplingState(SamplesPerPrompt: 1, _options.MaxNewTokens, _options.AnswerTemperature, _options.Seed.Value, _options.AnswerBatchSize)
            {
                StopTokenIds = _options.StopTokenIds,
                UseModelDefaults = false,
            });
    }

    /// <summary>Trains. Reads the data once; may take long, tells its progress in the log and to <see cref="Options.Progress"/>.</summary>
    /// <param name="input">The data.</param>
    /// <returns>A transformer that answers with the trained model; dispose it, it owns the copy.</returns>
    /// <exception cref="ArgumentException">Options are wrong; the message lists them all.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="InvalidOperationException">No row can be trained on, or the training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled; its last checkpoint is that of the last whole step.</exception>
    public ReasoningModelTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GrpoOptionsCheck.Run(_options, _model);
        using IChannel channel = _host.Start("Fit");
        var reader = new GrpoProblems(_model, _options);
        IReadOnlyList<GrpoProblem> problems = reader.Read(input, "the training data", channel);
        IReadOnlyList<GrpoProblem> validation = _options.ValidationSet is { } held ? reader.Read(held, "the validation set", channel) : [];
        CausalLanguageModel trained = _options.UpdateInPlace ? _model : _model.Clone();
        try
        {
            using (var reference = GrpoReference.For(_model, _options))
            using (var run = new GrpoRun(trained, reference, problems, validation, _options, channel))
                run.Go();
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
        GrpoProblems.Check(ShapeConversion.ToSchema(inputSchema), _options);
        return ShapeConversion.Add(inputSchema, [_answer.Output]);
    }
}
