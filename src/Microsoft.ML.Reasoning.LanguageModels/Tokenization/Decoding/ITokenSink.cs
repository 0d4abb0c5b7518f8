namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A step from tokens to text. Tokens come one by one, and whatever is certain is passed on at once: decoding everything and
/// decoding as tokens arrive are the same thing. For one text and one thread.
/// </summary>
internal interface ITokenSink
{
    void Append(string token);

    /// <summary>No more tokens come: what was held back goes out.</summary>
    void Complete();
}
