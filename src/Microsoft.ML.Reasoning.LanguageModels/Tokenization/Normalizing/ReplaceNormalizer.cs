using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Replaces every match of a pattern by a text.</summary>
internal sealed class ReplaceNormalizer(TextPattern pattern, string replacement) : ITextNormalizer
{
    public string Normalize(string text)
    {
        PatternScan scan = pattern.Scan(text);
        if (!scan.Next())
            return text;
        StringBuilder result = new(text.Length);
        int done = 0;
        do
        {
            result.Append(text, done, scan.Start - done).Append(replacement);
            done = scan.End;
        }
        while (scan.Next());
        return result.Append(text, done, text.Length - done).ToString();
    }
}
