using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Follows each row of a batch to the end of its thinking: a token, or a text however it falls into tokens.</summary>
/// <remarks>A row's memory is how much of the end it has written, 0 as it begins; from <see cref="Length"/> on it no longer thinks.</remarks>
internal abstract class ThinkEnd
{
    public const string DefaultToken = "</think>";

    /// <summary>The memory of a row that no longer thinks.</summary>
    public abstract int Length { get; }

    /// <summary>The memory after a token.</summary>
    /// <param name="memory">float32 [rows].</param>
    /// <param name="tokenIds">int64 [rows].</param>
    public abstract Tensor After(Tensor memory, Tensor tokenIds);

    /// <summary>How many tokens a response thinks: those up to the end and with it; all of them where it has no end.</summary>
    public abstract int Count(IReadOnlyList<int> tokenIds);

    /// <summary>Which rows still think, bool [rows].</summary>
    public Tensor Thinking(Tensor memory) => memory.lt(Length);

    /// <summary>The end that <see cref="Decide"/> found.</summary>
    public static ThinkEnd Find(HuggingFaceTokenizer tokenizer, string token, string? text) =>
        text is null ? new ThinkEndToken(tokenizer.TokenToId(token)!.Value) : ThinkEndText.Of(tokenizer, text);

    /// <summary>Whether a strategy ends with the thinking.</summary>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="asked">What the user asked for; null leaves it to the tokenizer.</param>
    /// <param name="token">The token that ends the thinking.</param>
    /// <param name="text">The text that does, in its place; or null.</param>
    /// <param name="wrong">Takes what cannot work.</param>
    public static bool Decide(HuggingFaceTokenizer? tokenizer, bool? asked, string token, string? text, List<string> wrong)
    {
        bool isKnown = text is not null ? tokenizer is not null && text.Length > 0 : tokenizer?.TokenToId(token) is not null;
        if (text is { Length: 0 })
            wrong.Add("ThinkEndText is empty");
        else if (text is not null && asked == false)
            wrong.Add("ThinkEndText is given, but ThinkOnly is false");
        else if (tokenizer is null && (asked == true || text is not null))
            wrong.Add("thinking cannot be told from answers: the model has no tokenizer");
        else if (asked == true && !isKnown)
            wrong.Add($"ThinkOnly is true, but the tokenizer has no token '{token}': name it as ThinkEndToken, or give ThinkEndText");
        return isKnown && asked != false;
    }
}
