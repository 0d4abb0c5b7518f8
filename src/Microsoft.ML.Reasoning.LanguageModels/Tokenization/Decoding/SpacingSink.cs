namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A tokenizer without a decoder: its tokens stand with a space between them.</summary>
internal sealed class SpacingSink(ITokenSink next) : ITokenSink
{
    private bool _started;

    public void Append(string token)
    {
        if (_started)
            next.Append(" ");
        _started = true;
        next.Append(token);
    }

    public void Complete() => next.Complete();
}
