namespace Microsoft.ML.Reasoning;

/// <summary>Everything that was measured in one step, by name; what every log of a run is written from.</summary>
/// <param name="Step">The step, from 1; 0 is what was measured before the first.</param>
/// <param name="Seconds">Seconds of training so far, those before a resumption included.</param>
/// <param name="Metrics">The values by name; NaN where a step has none.</param>
internal sealed record StepRecord(int Step, double Seconds, SortedDictionary<string, double> Metrics)
{
    public double this[string name] => Metrics.GetValueOrDefault(name, double.NaN);
}
