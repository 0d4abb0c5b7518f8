using System.Buffers;
using System.Text;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Finds answers in fields: <c>"answer": "C"</c> as in JSON, and <c>&lt;answer&gt;C&lt;/answer&gt;</c>.</summary>
internal static class AnswerFields
{
    private static readonly SearchValues<string> Marks = SearchValues.Create(["answer\"", "answer'", "<answer>"], StringComparison.OrdinalIgnoreCase);

    private const int LongestValue = 400, LongestKey = 24;

    /// <summary>The value of the last tag or field of that name; null where there is none with anything in it.</summary>
    public static string? Last(string text) => text.AsSpan().IndexOfAny(Marks) < 0 ? null : Tag(text) ?? Field(text);

    private static string? Tag(string text)
    {
        int open = text.LastIndexOf("<answer>", StringComparison.OrdinalIgnoreCase);
        if (open < 0)
            return null;
        int start = open + "<answer>".Length, close = text.IndexOf("</answer>", start, StringComparison.OrdinalIgnoreCase);
        string value = text[start..(close < 0 ? text.Length : close)].Trim();
        return value.Length is > 0 and <= LongestValue ? AnswerPhrases.After(value) ?? value : null;
    }

    // A key in quotes that ends in "answer", a colon, a value in quotes or up to the next comma, brace or line.
    private static string? Field(string text)
    {
        for (int at = text.Length; at > 0 && (at = text.LastIndexOf("answer", at - 1, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            int end = at + "answer".Length;
            if (end >= text.Length || text[end] is not ('"' or '\'') || !OpensKey(text, at, text[end]))
                continue;
            int i = Spaces(text, end + 1);
            if (i < text.Length && text[i] is ':' or '：' or '=' && Value(text, Spaces(text, i + 1)) is { Length: > 0 and <= LongestValue } value)
                return value;
        }
        return null;
    }

    private static bool OpensKey(string text, int at, char quote)
    {
        for (int i = at - 1; i >= 0 && at - i < LongestKey; i--)
            if (text[i] == quote)
                return true;
            else if (!char.IsAsciiLetter(text[i]) && text[i] is not ('_' or ' ' or '-'))
                return false;
        return false;
    }

    private static string? Value(string text, int start)
    {
        if (start >= text.Length)
            return null;
        char quote = text[start];
        if (quote == '[')
        {
            int bracket = text.IndexOf(']', start);
            return bracket < 0 ? null : text[(start + 1)..bracket].Replace("\"", "", StringComparison.Ordinal).Trim();
        }
        if (quote is not ('"' or '\''))
            return text[start..(text.AsSpan(start).IndexOfAny(",}\n") is >= 0 and int length ? start + length : text.Length)].Trim();
        var value = new StringBuilder();
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
                return value.ToString().Trim();
            // The escapes of JSON; a backslash of LaTeX that was not doubled stays.
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or '"' or '\'' or '/')
                i++;
            value.Append(text[i]);
        }
        return null;
    }

    private static int Spaces(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
