using System.Text.Json;
using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Fits the Koopman dictionary on the first rollouts, keeps it for the rest of the run, and measures the dispersion of rollouts: of the
/// first always, of later ones where nobody else measures it.
/// </summary>
/// <param name="options">How the dictionary is fitted.</param>
/// <param name="interval">Every how many steps rollouts are measured; null: only the first.</param>
/// <param name="seed">The seed of the fit.</param>
/// <param name="channel">The log.</param>
internal sealed class DispersionProbe(GrpoTrainer.LatentOptions options, int? interval, ulong seed, IChannel channel) : IGrpoPart
{
    private const string FileName = "dictionary.safetensors";

    private KoopmanDictionary? _dictionary;

    public string Name => "dispersion";

    public bool NeedsStates(int step) => _dictionary is null || (interval is { } steps && (step - 1) % steps == 0);

    /// <summary>The dictionary; there from the first rollout on.</summary>
    public KoopmanDictionary Dictionary => _dictionary ?? throw new InvalidOperationException("There was no rollout yet to fit the dictionary on.");

    /// <summary>The mean dispersion of the first rollouts.</summary>
    public double FirstMean { get; private set; }

    public void Observe(Rollout rollout, int step, StepMetrics metrics, CancellationToken cancellationToken)
    {
        if (!NeedsStates(step) || !rollout.Samples.Any())
            return;
        using DisposeScope scope = NewDisposeScope();
        Tensor[] states = [.. rollout.Samples.Select(sample => sample.States)];
        bool first = _dictionary is null;
        if (first)
            Fit(states, cancellationToken);
        using IDisposable noGradient = no_grad();
        using DispersionResult result = SpectralDispersion.Measure(states, Dictionary);
        if (first)
            FirstMean = result.Values.Average();
        metrics[MetricNames.Dispersion] = result.Values.Average();
        metrics[MetricNames.LargestModulus] = result.LargestModulus.Average();
        metrics[MetricNames.Condition] = result.Condition.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
    }

    public string Save(string folder)
    {
        _dictionary?.Save(Path.Combine(folder, FileName));
        return JsonSerializer.Serialize(FirstMean);
    }

    public void Load(string folder, string state)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return;
        _dictionary?.Dispose();
        _dictionary = KoopmanDictionary.Load(file);
        FirstMean = JsonSerializer.Deserialize<double>(state);
    }

    public void Dispose() => _dictionary?.Dispose();

    private void Fit(Tensor[] states, CancellationToken cancellationToken)
    {
        channel.Info(MessageSensitivity.None, "fitting the dictionary of observables on {0} responses", states.Length);
        _dictionary = KoopmanDictionary.Fit(states, new KoopmanDictionaryOptions
        {
            Observables = options.Observables, Steps = options.DictionarySteps, Seed = unchecked((long)seed),
        }, progress: null, cancellationToken);
        channel.Info(MessageSensitivity.None, "{0} observables: {1}", _dictionary.Observables, _dictionary.Report!);
    }
}
