namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Marks become spaces; those of the first token were put there by the encoder (unless it puts none) and vanish.</summary>
internal sealed class MetaspaceSink(ITokenSink next, char mark, bool dropInFirst) : ITokenSink
{
    private bool _drop = dropInFirst;

    public void Append(string token)
    {
        next.Append(_drop ? token.Replace(mark.ToString(), string.Empty, StringComparison.Ordinal) : token.Replace(mark, ' '));
        _drop = false;
    }

    public void Complete() => next.Complete();
}
