using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Adds up the gradient of the loss of one minibatch, some sequences at a time.</summary>
internal sealed class MinibatchGradient
{
    private readonly CausalLanguageModel _model;
    private readonly IPolicyPasses _passes;
    private readonly RandomKey _key;
    private readonly PolicyOptimizerOptions _options;
    private readonly IReadOnlyList<PolicySequence> _minibatch;
    private readonly PolicyLossOptions _loss;
    private readonly IReadOnlyList<ITrajectoryRegularizer> _regularizers;
    private readonly PolicyLossDenominators _denominators;
    private readonly int _groups;
    private readonly Dictionary<string, double> _regularizerLosses = [];
    private readonly Dictionary<string, double[]> _sequenceMetrics = [];
    private TimeSpan _regularizerTime;
    private MinibatchSelection _selection = new(null, null);

    public MinibatchGradient(
        CausalLanguageModel model,
        IPolicyPasses passes,
        RandomKey key,
        PolicyOptimizerOptions options,
        IReadOnlyList<PolicySequence> minibatch,
        PolicyLossOptions loss,
        IReadOnlyList<ITrajectoryRegularizer> regularizers)
    {
        (_model, _passes, _key, _options, _minibatch, _loss, _regularizers) = (model, passes, key, options, minibatch, loss, regularizers);
        _denominators = new PolicyLossDenominators(
            minibatch.Count(sequence => sequence.CountedTokens > 0), minibatch.Sum(sequence => sequence.CountedTokens));
        _groups = minibatch.Select(sequence => sequence.Group).Distinct().Count();
    }

    public PolicyUpdateMetrics Add(CancellationToken cancellationToken)
    {
        double loss = 0;
        PolicyLossSums sums = default;
        _selection = MinibatchSelection.Of(_minibatch, _loss, _key, () => [.. ResponseScoring
            .Score(_model, _minibatch, _options.Temperature, _options.MicroBatchTokens, cancellationToken)
            .Select(score => score.Entropies.Select(value => (double)value).ToArray())]);
        _passes.Refresh();
        foreach (int[] part in _passes.Cut(_minibatch, wholeGroups: _regularizers.Count > 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (double partLoss, PolicyLossSums partSums) = Add(part);
            loss += partLoss;
            sums += partSums;
        }

        _passes.Collect();
        return new PolicyUpdateMetrics(loss, double.NaN, sums)
        {
            RegularizerLosses = _regularizerLosses,
            RegularizerSeconds = _regularizerTime.TotalSeconds,
            SequenceMetrics = _sequenceMetrics,
        };
    }

    private (double Loss, PolicyLossSums Sums) Add(int[] part)
    {
        using IDisposable gradients = enable_grad();
        using DisposeScope scope = NewDisposeScope();
        PolicySequence[] sequences = [.. part.Select(i => _minibatch[i])];
        var table = new ResponseTable(sequences, _model.Device);
        using IPolicyPass pass = _passes.Begin(sequences);
        double extra = 0;
        Tensor? stateGradient = null;
        IReadOnlyList<float>? klWeights = null;
        IReadOnlyList<IReadOnlyList<float>?>? references = null;
        if (_regularizers.Count > 0)
        {
            long begin = Stopwatch.GetTimestamp();
            (extra, stateGradient, klWeights, references) = Regularize(pass.States, sequences, part);
            _regularizerTime += Stopwatch.GetElapsedTime(begin);
        }

        Tensor log = table.Spread(pass.LogProbabilities).requires_grad_();
        Tensor entropies = table.Spread(pass.Entropies);
        bool entropyTerm = _loss.EntropyCoefficient != 0;
        if (entropyTerm)
            entropies.requires_grad_();
        PolicyLossResult result = PolicyLosses.Compute(InputOf(table, part, log, entropies, klWeights, references), _loss, _denominators);
        double loss = result.Loss.to(ScalarType.Float64).item<double>();
        if (!double.IsFinite(loss))
            throw NonFinite(result, table, part);

        IList<Tensor> found = autograd.grad([result.Loss], entropyTerm ? [log, entropies] : [log]);
        pass.Backward(table.Pack(found[0]), entropyTerm ? table.Pack(found[1]) : null, stateGradient);
        return (loss + extra, result.Sums);
    }

    private PolicyLossInput InputOf(
        ResponseTable table, int[] part, Tensor log, Tensor entropies, IReadOnlyList<float>? klWeights, IReadOnlyList<IReadOnlyList<float>?>? references)
    {
        Tensor old = table.TableOrNull(sequence => sequence.OldLogProbabilities) ?? log.detach();
        Tensor? weights = _loss.ImportanceCap is { } cap
            ? PolicyLosses.ImportanceWeights(old, table.TableOrNull(sequence => sequence.BehaviourLogProbabilities)!, cap)
            : null;
        int row = 0;
        return new PolicyLossInput(log, table.Advantages(), table.Mask())
        {
            OldLogProbabilities = old,
            ReferenceLogProbabilities = table.TableOrNull([.. part.Select((place, i) => references?[i] ?? _minibatch[place].ReferenceLogProbabilities)]),
            ImportanceWeights = weights,
            Entropies = entropies,
            TokenWeights = _selection.TokenWeights is { } factors ? table.Table([.. part.Select(i => factors[i])]) : null,
            RatioPenalties = _selection.RatioPenalties is { } penalties ? table.Table([.. part.Select(i => penalties[i])]) : null,
            KlWeights = _loss.KlCoefficient == 0 ? null : table.Column(sequence => klWeights?[row++] ?? sequence.KlWeight),
        };
    }

    private (double Loss, Tensor? Gradient, IReadOnlyList<float>? KlWeights, IReadOnlyList<IReadOnlyList<float>?>? References) Regularize(
        Tensor states, PolicySequence[] sequences, int[] part)
    {
        double sum = 0;
        Tensor? gradient = null;
        IReadOnlyList<float>? klWeights = null;
        IReadOnlyList<IReadOnlyList<float>?>? references = null;
        foreach (ITrajectoryRegularizer regularizer in _regularizers)
        {
            Tensor leaf = states.detach().requires_grad_();
            TrajectoryRegularization found = regularizer.Compute(new TrajectoryBatch(leaf, sequences));
            found.Check(sequences);
            klWeights = found.KlWeights ?? klWeights;
            references = found.ReferenceLogProbabilities is not { } scored ? references
                : [.. scored.Select((row, i) => row ?? references?[i])];
            foreach ((string name, double[] values) in found.SequenceMetrics)
                Note(name, values, part);
            if (found.Loss is not { } loss)
                continue;
            double value = loss.to(ScalarType.Float64).item<double>() / _groups;
            if (!double.IsFinite(value))
            {
                throw new NonFiniteLossException(FormattableString.Invariant(
                    $"The loss of {regularizer.Name} is {value} for the groups of {PolicySequenceCheck.NameOf(_minibatch, part[0])} to {PolicySequenceCheck.NameOf(_minibatch, part[^1])}; no update was made."));
            }

            _regularizerLosses[regularizer.Name] = _regularizerLosses.GetValueOrDefault(regularizer.Name) + value;
            sum += value;
            if (!loss.requires_grad)
                continue;
            Tensor own = autograd.grad([loss], [leaf])[0].mul_(1.0 / _groups);
            gradient = gradient is null ? own : gradient.add_(own);
        }

        return (sum, gradient, klWeights, references);
    }

    private void Note(string name, double[] values, int[] part)
    {
        if (!_sequenceMetrics.TryGetValue(name, out double[]? all))
        {
            _sequenceMetrics[name] = all = new double[_minibatch.Count];
            Array.Fill(all, double.NaN);
        }

        for (int i = 0; i < part.Length; i++)
            all[part[i]] = values[i];
    }

    private NonFiniteLossException NonFinite(PolicyLossResult result, ResponseTable table, int[] part)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] byRow = result.TokenLosses.expand_as(table.Mask()).mul(table.Mask()).sum(1L).to(ScalarType.Float64).cpu().data<double>().ToArray();
        int row = Array.FindIndex(byRow, value => !double.IsFinite(value));
        return row < 0
            ? new NonFiniteLossException("The loss of the minibatch is not finite; no update was made.")
            : new NonFiniteLossException(
                FormattableString.Invariant($"{PolicySequenceCheck.NameOf(_minibatch, part[row])} has the loss {byRow[row]}; no update was made."), part[row]);
    }
}
