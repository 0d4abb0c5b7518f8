namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Replaces a text within each token.</summary>
internal sealed class ReplaceSink(ITokenSink next, string pattern, string replacement) : ITokenSink
{
    public void Append(string token) => next.Append(token.Replace(pattern, replacement, StringComparison.Ordinal));

    public void Complete() => next.Complete();
}
