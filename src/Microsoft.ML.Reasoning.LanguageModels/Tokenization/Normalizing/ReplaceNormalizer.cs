using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Replaces every match of a pattern by a text.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string replacement) : ITextNormalizer
{
    public string Normalize(string text)
    {
        if (!pattern.Find(text, 0, out int start, out int end))
            return text;
        StringBuilder result = new(text.Length);
        int done = 0;
        do
        {
            result.Append(text, done, start - done).Append(replacement);
            done = end;
        }
        while (pattern.Find(text, done, out start, out end));
        return result.Append(text, done, text.Length - done).ToString();
    }
}
