using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Tokens like &lt;0xE2&gt; stand for bytes. A run of them is text where it is valid UTF-8 as a whole, else one U+FFFD per byte:
/// that is why a run is held back until it ends.
/// </summary>
internal sealed class ByteFallbackSink(ITokenSink next) : ITokenSink
{
    private readonly List<byte> _run = [];

    /// <summary>The text of the run so far; empty where it is none.</summary>
    public string Held => _run.Count > 0 && Text() is { } text ? text : "";

    public void Append(string token)
    {
        if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>'
            && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value))
        {
            _run.Add(value);
            return;
        }
        EndRun();
        next.Append(token);
    }

    public void Complete()
    {
        EndRun();
        next.Complete();
    }

    private void EndRun()
    {
        if (_run.Count == 0)
            return;
        string text = Text() ?? new string('\uFFFD', _run.Count);
        _run.Clear();
        next.Append(text);
    }

    private string? Text()
    {
        byte[] bytes = [.. _run];
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
