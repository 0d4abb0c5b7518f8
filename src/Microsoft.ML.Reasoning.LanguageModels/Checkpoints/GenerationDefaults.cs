namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a checkpoint suggests for generation: <c>generation_config.json</c>. Null: it says nothing.</summary>
/// <remarks>Values that the user does not set are taken from here: see <see cref="GenerationOptions.Resolve"/>.</remarks>
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

    /// <summary>Texts that end a sample.</summary>
    public IReadOnlyList<string>? StopStrings { get; init; }

    /// <summary>
    /// What the file asks for that would change the tokens and is not supported, each as <c>name = value</c> (beam search, n-gram bans
    /// ...): generation with these defaults is refused, never done without them in silence.
    /// </summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    /// <summary>
    /// Further fields of the file, each as <c>name = value</c>, that are not used: the length of prompt and answer together, and names
    /// that are not known.
    /// </summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>Reads the file of a directory; null if there is none.</summary>
    internal static GenerationDefaults? Load(string directory)
    {
        string file = Path.Combine(directory, FileName);
        return File.Exists(file) ? GenerationDefaultsReader.Read(file) : null;
    }
}
