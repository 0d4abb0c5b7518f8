namespace Microsoft.ML.Reasoning;

/// <summary>What was found out about one response; NaN what is not known of it.</summary>
internal sealed class ResponseDynamics
{
    private readonly Dictionary<string, double> _values = [];

    public required string? Prompt { get; init; }

    public required bool? Correct { get; init; }

    /// <summary>The words of the response; null where the data has no texts.</summary>
    public required string[]? Words { get; init; }

    /// <summary>The mean of its states; empty for a response without tokens.</summary>
    public required double[] Pooled { get; init; }

    public double this[string indicator]
    {
        get => _values.GetValueOrDefault(indicator, double.NaN);
        set => _values[indicator] = value;
    }
}
