namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// What a run generates with: each value that the user set, else what the model's <c>generation_config.json</c> suggests, else the
/// library's default. Made by <see cref="GenerationOptions.Resolve"/>.
/// </summary>
public sealed record GenerationSettings
{
    // Below this, logits divided by the temperature leave the range of single precision.
    private const float LeastTemperature = 0.001f;

    /// <summary>The most tokens of a sample.</summary>
    public int MaxNewTokens { get; init; } = 512;

    /// <summary>The temperature; 0 takes the most probable token every time.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>How many of the most probable tokens are kept; 0: all.</summary>
    public int TopK { get; init; }

    /// <summary>The share of probability that is kept.</summary>
    public float TopP { get; init; } = 1;

    /// <summary>The least probability that is kept, relative to the greatest.</summary>
    public float MinP { get; init; }

    /// <summary>The penalty on tokens of the prompt and of the sample so far; 1: none.</summary>
    public float RepetitionPenalty { get; init; } = 1;

    /// <summary>The tokens that end a sample.</summary>
    public IReadOnlyList<int> StopTokenIds { get; init; } = [];

    /// <summary>The texts that end a sample.</summary>
    public IReadOnlyList<string> StopStrings { get; init; } = [];

    /// <summary>The names of the values above that come from the model's <c>generation_config.json</c>.</summary>
    public IReadOnlyList<string> FromModel { get; init; } = [];

    internal static GenerationSettings Of(GenerationOptions options, CausalLanguageModel model)
    {
        var fromModel = new List<string>();
        GenerationDefaults suggested = (options.UseModelDefaults ? model.GenerationDefaults : null) ?? new GenerationDefaults();
        if (suggested.Unsupported.Count > 0)
            throw new NotSupportedException(
                $"The model's {GenerationDefaults.FileName} asks for {string.Join(", ", suggested.Unsupported)}, which this library "
                + $"does not do. Set {nameof(GenerationOptions.UseModelDefaults)} to false to generate without the model's suggestions.");
        // Not sampling is a temperature of 0: who sets a temperature samples.
        float? temperature = suggested.Sample == false ? 0 : suggested.Temperature;
        return new GenerationSettings
        {
            MaxNewTokens = Value(options.MaxNewTokens, suggested.MaxNewTokens, 512, nameof(MaxNewTokens)),
            Temperature = Value(options.Temperature, temperature, 1, nameof(Temperature)),
            TopK = Value(options.TopK, suggested.TopK, 0, nameof(TopK)),
            TopP = Value(options.TopP, suggested.TopP, 1, nameof(TopP)),
            MinP = Value(options.MinP, suggested.MinP, 0, nameof(MinP)),
            RepetitionPenalty = Value(options.RepetitionPenalty, suggested.RepetitionPenalty, 1, nameof(RepetitionPenalty)),
            StopTokenIds = options.StopTokenIds ?? model.Configuration.EndTokenIds,
            StopStrings = options.StopStrings ?? suggested.StopStrings ?? [],
            FromModel = options.StopStrings is null && suggested.StopStrings is not null ? [.. fromModel, nameof(StopStrings)] : fromModel,
        };

        T Value<T>(T? set, T? suggestion, T otherwise, string name)
            where T : struct
        {
            if (set is null && suggestion is not null)
                fromModel.Add(name);
            return set ?? suggestion ?? otherwise;
        }
    }

    /// <summary>Describes every value that is wrong.</summary>
    internal IEnumerable<string> Errors()
    {
        if (MaxNewTokens < 1)
            yield return Wrong(nameof(MaxNewTokens), MaxNewTokens, "at least 1");
        if (Temperature is not (0 or (>= LeastTemperature and <= float.MaxValue)))
            yield return Wrong(nameof(Temperature), Temperature, "0 or at least 0.001");
        if (TopK < 0)
            yield return Wrong(nameof(TopK), TopK, "0 or more");
        if (TopP is not (> 0 and <= 1))
            yield return Wrong(nameof(TopP), TopP, "above 0 and at most 1");
        if (MinP is not (>= 0 and <= 1))
            yield return Wrong(nameof(MinP), MinP, "0 to 1");
        if (RepetitionPenalty is not (> 0 and <= float.MaxValue))
            yield return Wrong(nameof(RepetitionPenalty), RepetitionPenalty, "above 0");
        if (StopStrings.Any(string.IsNullOrEmpty))
            yield return Wrong(nameof(StopStrings), "empty at one place", "texts");
    }

    private string Wrong(string name, object value, string expected) => FormattableString.Invariant(
        $"{name} is {value}{(FromModel.Contains(name) ? " (from generation_config.json)" : "")}, expected {expected}");
}
