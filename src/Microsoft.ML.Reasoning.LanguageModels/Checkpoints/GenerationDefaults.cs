namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a checkpoint suggests for sampling: <c>generation_config.json</c>. Null: it says nothing.</summary>
public sealed record GenerationDefaults
{
    internal const string FileName = "generation_config.json";

    /// <summary>Sample (true) or take the most likely token (false).</summary>
    public bool? Sample { get; init; }

    /// <summary>The temperature.</summary>
    public float? Temperature { get; init; }

    /// <summary>How many of the most likely tokens are kept.</summary>
    public int? TopK { get; init; }

    /// <summary>The share of probability that is kept.</summary>
    public float? TopP { get; init; }

    /// <summary>The least probability that is kept, relative to the largest.</summary>
    public float? MinP { get; init; }

    /// <summary>The penalty on tokens that have occurred.</summary>
    public float? RepetitionPenalty { get; init; }

    /// <summary>The most new tokens.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>Reads the file of a directory; null if there is none.</summary>
    internal static GenerationDefaults? Load(string directory)
    {
        string file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
            return null;
        JsonFields fields = JsonFields.Load(file);
        return new GenerationDefaults
        {
            Sample = fields.Has("do_sample") ? fields.Boolean("do_sample", false) : null,
            Temperature = Single("temperature", 1e3),
            TopK = fields.Has("top_k") ? fields.Int32("top_k", 0, int.MaxValue) : null,
            TopP = Single("top_p", 1),
            MinP = Single("min_p", 1),
            RepetitionPenalty = Single("repetition_penalty", 1e3),
            MaxNewTokens = fields.Has("max_new_tokens") ? fields.Int32("max_new_tokens", 1, int.MaxValue) : null,
        };

        float? Single(string name, double most) => fields.Has(name) ? (float)fields.Double(name, 0, most) : null;
    }
}
