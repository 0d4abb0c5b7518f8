using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The end of the chain: collects the text.</summary>
internal sealed class TextSink : ITokenSink
{
    private readonly StringBuilder _text = new();

    public void Append(string token) => _text.Append(token);

    public void Complete()
    {
    }

    /// <summary>What has arrived since the last call.</summary>
    public string Take()
    {
        string text = _text.ToString();
        _text.Clear();
        return text;
    }
}
