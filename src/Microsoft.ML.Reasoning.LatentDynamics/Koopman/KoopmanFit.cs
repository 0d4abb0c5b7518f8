using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Fits the weights of a dictionary by Adam on the spectral residual.</summary>
internal sealed class KoopmanFit
{
    private const int Checks = 20;
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly KoopmanDictionaryOptions _options;
    private readonly Tensor[] _training;
    private readonly Tensor[] _heldOut;
    private readonly SeededSequence _random;
    private readonly int _observables;
    private readonly int _tooShort;

    public KoopmanFit(IReadOnlyList<Tensor> trajectories, KoopmanDictionaryOptions options)
    {
        _options = options;
        _random = new(options.Seed);
        int[] sorted = [.. trajectories.Select(one => (int)one.shape[0]).Order()];
        _observables = options.Observables ?? Math.Clamp(sorted[sorted.Length / 2] / 2, 1, 50);
        Tensor[] usable = [.. trajectories.Where(one => one.shape[0] - 1 > _observables)];
        _tooShort = trajectories.Count - usable.Length;
        if (usable.Length == 0)
            throw new ArgumentException(
                $"No trajectory has more than {_observables} pairs of tokens, so any operator on {_observables} observables fits each of them: "
                + "longer trajectories or fewer observables are needed.",
                nameof(trajectories));
        int[] order = [.. Enumerable.Range(0, usable.Length)];
        _random.Shuffle(order);
        int held = usable.Length < 5 ? 0 : Math.Clamp((int)Math.Round(usable.Length * options.HeldOutShare), options.HeldOutShare > 0 ? 1 : 0, usable.Length - 1);
        _training = [.. order.Skip(held).Select(i => usable[i])];
        _heldOut = held == 0 ? _training : [.. order.Take(held).Select(i => usable[i])];
    }

    /// <summary>The weights, which the caller owns, and the report.</summary>
    public (Tensor Weights, KoopmanDictionaryReport Report) Run(IProgress<KoopmanDictionaryProgress>? progress, CancellationToken cancellation)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = FirstWeights(), first = zeros_like(weights), second = zeros_like(weights);
        KoopmanDictionaryQuality before = Quality(weights), last = before;
        Tensor good = weights.clone();
        int goodSteps = 0, every = Math.Max(1, _options.Steps / Checks);
        long skipped = 0;
        bool collapsed = false;
        int[] order = [.. Enumerable.Range(0, _training.Length)];
        int position = order.Length;
        for (int step = 1; step <= _options.Steps && !collapsed; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope stepScope = NewDisposeScope();
            Tensor[] batch = NextBatch(order, ref position);
            var work = new DictionaryBatch(batch, weights);
            double residual = work.Compute(_options.Pooled, gradient: true);
            skipped += work.Skipped;
            if (double.IsFinite(residual))
                Step(weights, first, second, work.WeightGradient(batch, weights), step);
            if (step % every == 0 || step == _options.Steps)
            {
                KoopmanDictionaryQuality now = Quality(weights);
                // Observables too close to dependent for a residual have collapsed, too, whatever their rank.
                collapsed = !(now.EffectiveRank >= before.EffectiveRank / 2) || (double.IsNaN(now.Residual) && !double.IsNaN(before.Residual));
                if (!collapsed)
                {
                    (last, goodSteps) = (now, step);
                    good.copy_(weights);
                }
            }

            progress?.Report(new(step, _options.Steps, residual, last));
        }

        return (good.MoveToOuterDisposeScope(), new KoopmanDictionaryReport
        {
            Options = _options with { Observables = _observables },
            Trajectories = _training.Length,
            HeldOutTrajectories = ReferenceEquals(_heldOut, _training) ? 0 : _heldOut.Length,
            TooShort = _tooShort,
            Skipped = skipped,
            Steps = goodSteps,
            Collapsed = collapsed,
            Before = before,
            After = last,
        });
    }

    /// <summary>Normal numbers, scaled so that projections begin with a mean square of 1, where a sigmoid is neither flat nor straight.</summary>
    private Tensor FirstWeights()
    {
        using DisposeScope scope = NewDisposeScope();
        long width = _training[0].shape[1], tokens = _training.Sum(one => one.shape[0]);
        double squares = _training.Sum(one => one.to(ScalarType.Float32).square().sum().to(ScalarType.Float64).item<double>());
        double scale = 1 / Math.Sqrt(Math.Max(squares / tokens, 1e-30));
        var numbers = new float[_observables * width];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (float)(scale * _random.Normal());
        return tensor(numbers, [_observables, width], device: _training[0].device).MoveToOuterDisposeScope();
    }

    private Tensor[] NextBatch(int[] order, ref int position)
    {
        if (order.Length <= _options.BatchSize)
            return _training;
        if (position + _options.BatchSize > order.Length)
        {
            _random.Shuffle(order);
            position = 0;
        }

        position += _options.BatchSize;
        return [.. order.AsSpan(position - _options.BatchSize, _options.BatchSize).ToArray().Select(i => _training[i])];
    }

    private void Step(Tensor weights, Tensor first, Tensor second, Tensor gradient, int step)
    {
        first.mul_(Beta1).add_(gradient, 1 - Beta1);
        second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        double rate = _options.LearningRate / (1 - Math.Pow(Beta1, step));
        Tensor divisor = second.sqrt().mul_(1 / Math.Sqrt(1 - Math.Pow(Beta2, step))).add_(Epsilon);
        weights.addcdiv_(first, divisor, -rate);
    }

    private KoopmanDictionaryQuality Quality(Tensor weights)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] sample = [.. _heldOut.Take(_options.BatchSize)];
        var work = new DictionaryBatch(sample, weights);
        double residual = work.Compute(_options.Pooled, gradient: false);
        (double condition, double rank) = work.Spectrum();
        return new(residual, condition, rank);
    }
}
