using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>How strategies are compared.</summary>
public sealed class StrategyComparisonOptions
{
    /// <summary>The temperatures at which each strategy answers. Default: 0.6 and 1.</summary>
    public IReadOnlyList<float> Temperatures { get; set; } = [0.6f, 1];

    /// <summary>How many answers to each problem. Default: 16.</summary>
    public int SamplesPerPrompt { get; set; } = 16;

    /// <summary>The most tokens of an answer. Default: 512.</summary>
    public int MaxNewTokens { get; set; } = 512;

    /// <summary>The seed of the random numbers, the same for all. Default: 0.</summary>
    public ulong Seed { get; set; }

    /// <summary>The strategy that the others are compared with at their temperature. Default: null, the first one.</summary>
    public string? BaselineName { get; set; }

    /// <summary>The column of the prompts: Text. Default: "Prompt".</summary>
    public string PromptColumnName { get; set; } = "Prompt";

    /// <summary>The column of the right answers: Text. Default: "Answer".</summary>
    public string AnswerColumnName { get; set; } = "Answer";

    /// <summary>What counts as an answer and as equal. Default: null, the verifier's own defaults.</summary>
    public VerificationOptions? Verification { get; set; }

    /// <summary>The token that ends the thinking, where think tokens are counted. Default: "&lt;/think&gt;".</summary>
    public string ThinkEndToken { get; set; } = "</think>";

    /// <summary>A text that ends it, in place of the token. Default: null.</summary>
    public string? ThinkEndText { get; set; }

    /// <summary>How many answers the model writes at a time. Default: 64.</summary>
    public int ConcurrentSamples { get; set; } = 64;

    /// <summary>How often the problems are drawn again for the 95 % intervals. Default: 2000.</summary>
    public int BootstrapResamples { get; set; } = Bootstrap.DefaultResamples;

    /// <summary>Is told each entry of the table as it is done. Default: null.</summary>
    public IProgress<ComparisonEntry>? Progress { get; set; }

    /// <summary>Ends the work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
