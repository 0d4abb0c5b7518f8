using System.Diagnostics;

namespace Microsoft.ML.Reasoning;

/// <summary>Collects the metrics of a step while it goes on.</summary>
internal sealed class StepMetrics
{
    public SortedDictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    public double this[string name]
    {
        set => Values[name] = value;
    }

    public void Add(string name, double value) => Values[name] = Values.GetValueOrDefault(name) + value;

    /// <summary>Counts the seconds of a phase until the result is disposed.</summary>
    public IDisposable Time(string phase) => new Phase(this, MetricNames.SecondsPrefix + phase);

    private sealed class Phase(StepMetrics metrics, string name) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public void Dispose() => metrics.Add(name, Stopwatch.GetElapsedTime(_start).TotalSeconds);
    }
}
