using System.Diagnostics;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Steps of a training with the trainer's own parts and updates, on prompts and rewards from random numbers.</summary>
internal sealed class GrpoSteps : IDisposable
{
    private readonly CausalLanguageModel _model;
    private readonly GrpoShape _shape;
    private readonly GrpoTrainer.Options _options;
    private readonly GrpoReference _reference;
    private readonly IChannel _channel;
    private readonly IReadOnlyList<IGrpoPart> _parts;
    private readonly GrpoUpdate _update;
    private int _step;

    /// <param name="model">The model that is trained.</param>
    /// <param name="optimizer">Its optimizer.</param>
    /// <param name="shape">The work of a step.</param>
    /// <param name="latent">Whether ReLaX and VERL are on.</param>
    public GrpoSteps(CausalLanguageModel model, PolicyOptimizer optimizer, GrpoShape shape, bool latent)
    {
        (_model, _shape) = (model, shape);
        _options = new GrpoTrainer.Options { MinibatchesPerStep = shape.Minibatches, UpdateInPlace = true };
        if (latent)
        {
            // The stride for short answers; the fit of the dictionary, once in a run, is not measured.
            _options.Verl = new GrpoTrainer.VerlOptions { Stride = 8 };
            _options.Relax = new GrpoTrainer.RelaxOptions();
            _options.Latents = new GrpoTrainer.LatentOptions { DictionarySteps = 10 };
        }

        _channel = ((IChannelProvider)new MLContext(seed: 1)).Start("benchmark");
        _reference = GrpoReference.For(model, _options);
        _parts = GrpoParts.Of(_options, _reference, seed: 1, _channel);
        _update = GrpoParts.UpdateOf(optimizer, _options, _parts, seed: 1);
    }

    public StepSeconds Run()
    {
        int step = ++_step;
        double relax = 0, verl = 0;
        int[][] prompts =
        [
            .. Enumerable.Range(0, _shape.Prompts).Select(row => Enumerable.Range(0, _shape.Prompt)
                .Select(i => CounterRandom.Below(new RandomKey(1, RandomPurpose.Data, row), (uint)i, _shape.Vocabulary)).ToArray()),
        ];
        long begin = Stopwatch.GetTimestamp();
        IReadOnlyList<GeneratedSample> samples = _model.Generate(prompts, new GenerationOptions
        {
            SamplesPerPrompt = _shape.Group,
            MaxNewTokens = _shape.NewTokens,
            BatchSize = _shape.Prompts * _shape.Group,
            StopTokenIds = [],
            KeepStates = _parts.Any(part => part.NeedsStates(step)) ? [-1] : [],
            Seed = (ulong)step,
        });
        long rolled = Stopwatch.GetTimestamp();
        var metrics = new StepMetrics();
        using Rollout rollout = Score(prompts, samples, step);
        _reference.ScoreAll(rollout, CancellationToken.None);
        ForEachPart(part => part.Observe(rollout, step, metrics, CancellationToken.None));
        AdvantageStage.Run(rollout, _options.Advantage);
        ForEachPart(part => part.Shape(rollout, metrics));
        long scored = Stopwatch.GetTimestamp();
        _update.Run(rollout, step, learningRate: 2e-4, metrics, CancellationToken.None);
        long updated = Stopwatch.GetTimestamp();
        foreach (IGrpoPart part in _parts)
            part.Commit();
        return new StepSeconds(
            Stopwatch.GetElapsedTime(begin, rolled).TotalSeconds,
            Stopwatch.GetElapsedTime(rolled, scored).TotalSeconds,
            Stopwatch.GetElapsedTime(scored, updated).TotalSeconds,
            relax + metrics.Values[MetricNames.RegularizerSeconds],
            verl);

        void ForEachPart(Action<IGrpoPart> action)
        {
            foreach (IGrpoPart part in _parts)
            {
                long start = Stopwatch.GetTimestamp();
                action(part);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                if (part is RankProbe or VerlPart)
                    verl += seconds;
                else
                    relax += seconds;
            }
        }
    }

    public void Dispose()
    {
        foreach (IGrpoPart part in _parts)
            part.Dispose();
        _reference.Dispose();
        _channel.Dispose();
    }

    private static Rollout Score(int[][] prompts, IReadOnlyList<GeneratedSample> samples, int step)
    {
        var key = new RandomKey((ulong)step, RandomPurpose.Data, 1000);
        var columns = new Dictionary<string, object>();
        RolloutSample[] scored = [.. samples.Select((sample, i) => new RolloutSample(sample) { Reward = CounterRandom.Below(key, (uint)i, 2) })];
        return new Rollout(
            [
                .. prompts.Select((prompt, row) => new RolloutGroup(
                    new GrpoProblem(row, "", prompt, null, columns), row, [.. scored.Where(sample => sample.Generated.PromptIndex == row)])),
            ],
            NextPlace: 0);
    }
}
