namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The matches of a pattern in a text, one after another. Empty matches do not count.</summary>
internal ref struct PatternScan(PatternNode root, ReadOnlySpan<char> text)
{
    // What split patterns take is a few steps a character; this is where an error is better than waiting.
    private const long StepsPerCharacter = 1000;
    private const long LeastSteps = 1_000_000;

    private readonly ReadOnlySpan<char> _text = text;
    private long _steps = LeastSteps + (StepsPerCharacter * text.Length);
    private int _position;

    /// <summary>Where the match begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public int End { get; private set; }

    /// <summary>Goes to the first match after the last one; false where there is none.</summary>
    public bool Next()
    {
        for (; _position < _text.Length; _position += char.IsHighSurrogate(_text[_position]) ? 2 : 1)
        {
            int end = root.Match(_text, _position, ref _steps);
            if (end <= _position)
                continue;
            (Start, End) = (_position, end);
            _position = end;
            return true;
        }
        return false;
    }
}
