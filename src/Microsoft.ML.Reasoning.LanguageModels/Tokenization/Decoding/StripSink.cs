namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Takes up to so many of a character off the front: of the whole text, or of each token.</summary>
internal sealed class StripSink : ITokenSink
{
    private readonly ITokenSink _next;
    private readonly char _content;
    private readonly int _count;
    private readonly bool _wholeText;
    private int _left;

    public StripSink(ITokenSink next, char content, int count, bool wholeText)
    {
        _next = next;
        _content = content;
        _count = _left = count;
        _wholeText = wholeText;
    }

    public void Append(string token)
    {
        int start = 0;
        while (_left > 0 && start < token.Length && token[start] == _content)
        {
            start++;
            _left--;
        }
        if (start < token.Length)
        {
            _next.Append(token[start..]);
            // Something else came first: there is nothing left to strip from the whole text.
            _left = 0;
        }
        if (!_wholeText)
            _left = _count;
    }

    public void Complete() => _next.Complete();
}
