namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The angle that each pair of dimensions turns by from one position to the next.</summary>
/// <param name="Values">Radians by position; half as many as a head has dimensions.</param>
/// <param name="Scale">A factor on cosine and sine.</param>
internal sealed record RotaryFrequencies(double[] Values, double Scale = 1)
{
    public static RotaryFrequencies Of(ModelConfiguration configuration) =>
        Of(configuration.RopeTheta, configuration.HeadSize, configuration.RotaryScaling, configuration.ContextLength);

    public static RotaryFrequencies Of(double theta, int headSize, RotaryScaling? scaling, int contextLength)
    {
        double[] values = [.. Enumerable.Range(0, headSize / 2).Select(i => Math.Pow(theta, -2.0 * i / headSize))];
        if (scaling is null)
            return new RotaryFrequencies(values);
        double original = scaling.OriginalContextLength ?? contextLength;
        return scaling.Type switch
        {
            "linear" => new([.. values.Select(value => value / scaling.Factor)]),
            "llama3" => new([.. values.Select(value => Llama3(value, scaling, original))]),
            "yarn" => Yarn(values, scaling, theta, original),
            _ => throw new NotSupportedException($"The rotary scaling '{scaling.Type}' is not supported; known: {RotaryScaling.KnownTypes}."),
        };
    }

    // Long waves are stretched, short ones stay, and those between change from one to the other.
    private static double Llama3(double value, RotaryScaling scaling, double original)
    {
        double turns = original * value / (2 * Math.PI);
        if (turns < scaling.LowFrequencyFactor)
            return value / scaling.Factor;
        if (turns > scaling.HighFrequencyFactor)
            return value;
        double kept = (turns - scaling.LowFrequencyFactor) / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (1 - kept) * value / scaling.Factor + kept * value;
    }

    // B. Peng et al., "YaRN", arXiv 2309.00071, section 3.
    private static RotaryFrequencies Yarn(double[] values, RotaryScaling scaling, double theta, double original)
    {
        int headSize = 2 * values.Length;
        double low = Dimension(scaling.BetaFast), high = Dimension(scaling.BetaSlow);
        if (scaling.Truncate)
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        (low, high) = (Math.Max(low, 0), Math.Min(high, headSize - 1));
        if (low == high)
            high += 0.001; // A step instead of a ramp.
        double scale = scaling.AttentionFactor
            ?? (scaling is { Scale: > 0, ScaleAllDimensions: > 0 }
                ? Magnitude(scaling.Scale.Value) / Magnitude(scaling.ScaleAllDimensions.Value)
                : Magnitude(1));
        double[] scaled =
        [
            .. values.Select((value, i) =>
            {
                double stretched = Math.Clamp((i - low) / (high - low), 0, 1);
                return stretched * value / scaling.Factor + (1 - stretched) * value;
            }),
        ];
        return new RotaryFrequencies(scaled, scale);

        // The dimension that turns so often within the original context.
        double Dimension(double turns) => headSize * Math.Log(original / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));

        double Magnitude(double weight) => scaling.Factor <= 1 ? 1 : 0.1 * weight * Math.Log(scaling.Factor) + 1;
    }
}
