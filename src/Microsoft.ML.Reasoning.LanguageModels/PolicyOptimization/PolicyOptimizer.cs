using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Updates a model along the gradient of a policy loss: forward, backward, clipping and AdamW, a minibatch at a time.</summary>
/// <remarks>
/// It does not know the algorithm: sequences carry advantages and probabilities, and further losses come from regularisers. From its
/// creation to its disposal the model's gradients are enabled.
/// </remarks>
public sealed class PolicyOptimizer : IDisposable
{
    private readonly AdamW _optimizer;
    private readonly IPolicyPasses _passes;

    /// <summary>Begins to train a model, which stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">How it is updated.</param>
    public PolicyOptimizer(CausalLanguageModel model, PolicyOptimizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Options = options ?? new();
        if (Options.Errors() is { Count: > 0 } errors)
            throw new ArgumentException("These options are wrong: " + string.Join("; ", errors) + ".", nameof(options));
        if (model.Weights.Gradients is not null)
            throw new InvalidOperationException("The gradients of this model are enabled already: somebody else is training it.");
        Model = model;
        model.Weights.EnableGradients();
        try
        {
            _optimizer = new AdamW(model.Weights, Options.AdamW);
            _passes = !Options.CheckpointActivations && HostTrainingWeights.Serves(model)
                ? new HostPasses(model, Options)
                : new LibraryPasses(model, Options, _optimizer);
        }
        catch
        {
            model.Weights.DisableGradients();
            throw;
        }
    }

    /// <summary>The model that is trained.</summary>
    public CausalLanguageModel Model { get; }

    /// <summary>How it is updated.</summary>
    public PolicyOptimizerOptions Options { get; }

    /// <summary>How many updates were made.</summary>
    public int StepCount => _optimizer.StepCount;

    /// <summary>Makes one step along the gradient of the loss of a minibatch.</summary>
    /// <param name="minibatch">The sequences; of whole groups where there are regularisers.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="loss">What the loss consists of.</param>
    /// <param name="regularizers">Further losses on the hidden states of responses.</param>
    /// <param name="cancellationToken">Stops between two forward passes; the weights are what they were.</param>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is not finite; the weights are what they were.</exception>
    public PolicyUpdateMetrics Update(
        IReadOnlyList<PolicySequence> minibatch,
        double learningRate,
        PolicyLossOptions loss,
        IReadOnlyList<ITrajectoryRegularizer>? regularizers = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(minibatch);
        ArgumentNullException.ThrowIfNull(loss);
        regularizers ??= [];
        PolicySequenceCheck.Run(minibatch, Model.Configuration, loss);
        try
        {
            var key = new RandomKey(Options.Seed, RandomPurpose.Selection, StepCount);
            var update = new MinibatchGradient(Model, _passes, key, Options, minibatch, loss, regularizers);
            PolicyUpdateMetrics metrics = update.Add(cancellationToken);
            double norm = _optimizer.GradientNorm();
            if (!double.IsFinite(norm))
                throw new NonFiniteLossException(FormattableString.Invariant($"Update {StepCount + 1} has gradient norm {norm}; it was not made."));
            double most = Options.MaxGradientNorm;
            _optimizer.Step(learningRate, most > 0 && norm > most ? norm / most : 1);
            return metrics with { GradientNorm = norm };
        }
        catch
        {
            _passes.Forget();
            _optimizer.ClearGradients();
            throw;
        }
    }

    /// <summary>Writes exact weights, moments and the number of steps to a safetensors file, from which <see cref="LoadState"/> goes on bit for bit.</summary>
    /// <param name="path">The file; one that exists is replaced when the new one is complete.</param>
    public void SaveState(string path) => OptimizerState.Save(path, _optimizer);

    /// <summary>Reads what <see cref="SaveState"/> wrote into this optimizer and its model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">The file is not the state of an optimizer of such a model.</exception>
    public void LoadState(string path) => OptimizerState.Load(path, _optimizer);

    /// <summary>Frees gradients and moments; the model stays.</summary>
    public void Dispose()
    {
        _optimizer.Dispose();
        Model.Weights.DisableGradients();
    }
}
