namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Decodes tokens as they arrive. A token may end in the middle of a character: such bytes are held back until the rest comes, so
/// that every piece of text is final, and all pieces together are exactly what decoding everything at once gives.
/// For one text and one thread.
/// </summary>
public sealed class IncrementalDecoder
{
    private readonly HuggingFaceTokenizer _tokenizer;
    private readonly bool _skipSpecialTokens;
    private readonly TextSink _text = new();
    private readonly ITokenSink _sink;
    private readonly ByteFallbackSink? _bytes;

    internal IncrementalDecoder(HuggingFaceTokenizer tokenizer, bool skipSpecialTokens, IReadOnlyList<Func<ITokenSink, ITokenSink>> steps)
    {
        _tokenizer = tokenizer;
        _skipSpecialTokens = skipSpecialTokens;
        _sink = _text;
        foreach (Func<ITokenSink, ITokenSink> step in steps.Reverse())
        {
            _sink = step(_sink);
            _bytes = _sink as ByteFallbackSink ?? _bytes;
        }
    }

    /// <summary>The text that a run of byte tokens would become if it ended here; empty where there is none.</summary>
    internal string Held => _bytes?.Held ?? "";

    /// <summary>Takes the next token and gives the text that has become certain, often none. An id without a token gives none.</summary>
    public string Append(int id)
    {
        Push(id);
        return _text.Take();
    }

    /// <summary>No more tokens come: gives the text that was held back.</summary>
    public string Complete()
    {
        _sink.Complete();
        return _text.Take();
    }

    internal void Push(int id)
    {
        if (_tokenizer.DecoderInput(id) is { } token && !(_skipSpecialTokens && _tokenizer.IsSpecial(id)))
            _sink.Append(token);
    }
}
