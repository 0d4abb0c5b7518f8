namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Where a version of Mistral's template has spaces, and where it puts the system's text.</summary>
internal sealed record MistralLayout
{
    /// <summary>In front of a question.</summary>
    public required string Open { get; init; }

    /// <summary>Behind a question.</summary>
    public required string Close { get; init; }

    /// <summary>Between a question and its answer.</summary>
    public string BeforeAnswer { get; init; } = string.Empty;

    /// <summary>Whether an answer loses the white space at its ends.</summary>
    public bool TrimAnswer { get; init; }

    /// <summary>What becomes of a system turn.</summary>
    public required MistralSystem System { get; init; }
}
