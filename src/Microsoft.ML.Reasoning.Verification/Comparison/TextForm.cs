using System.Text;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// The text of an answer without what only its typesetting says. Two answers with the same form say the same; much that says the
/// same has different forms.
/// </summary>
public static class TextForm
{
    private static readonly (string From, string To)[] Commands =
    [
        ("\\dfrac", "\\frac"), ("\\tfrac", "\\frac"), ("\\cfrac", "\\frac"), ("\\leq", "\\le"), ("\\geq", "\\ge"), ("\\neq", "\\ne"),
        ("\\left", ""), ("\\right", ""), ("\\displaystyle", ""), ("\\quad", " "), ("\\qquad", " "), ("\\degree", "^\\circ"),
        ("\\textnormal", "\\text"), ("\\mathrm", "\\text"), ("\\mbox", "\\text"), ("\\textbf", "\\text"), ("\\textit", "\\text"), ("\\mathbf", "\\text"),
    ];

    /// <summary>The answer with one way of writing for each thing: no sizes, dollars or thin spaces, plain percent and minus signs.</summary>
    /// <param name="answer">The text of an answer.</param>
    public static string Clean(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var clean = new StringBuilder(answer.Length);
        answer = PlainText.Narrow(answer);
        bool loneDollar = answer.AsSpan().Count('$') - answer.AsSpan().Count("\\$") == 1;
        for (int i = 0; i < answer.Length; i++)
        {
            char c = answer[i];
            if (c == '\\')
                i = Command(answer, i, clean);
            else if (BracedComma.Length(answer.AsSpan(i)) is > 0 and int length)
            {
                clean.Append(',');
                i += length - 1;
            }
            else if (c == ',' && answer.AsSpan(i).StartsWith(",\\!", StringComparison.Ordinal))
            {
                // 11,\! 111: a separator of thousands, whatever space follows.
                clean.Append(',');
                i += 2;
                while (i + 1 < answer.Length && answer[i + 1] == ' ')
                    i++;
            }
            else if (c != '$' || (loneDollar && i + 1 < answer.Length && char.IsAsciiDigit(answer[i + 1])))
                clean.Append(c switch { '−' or '–' or '－' => '-', '％' => '%', '\n' or '\t' or '\r' or '\u00A0' or '\u202F' or '\u2009' => ' ', '，' => ',', '（' => '(', '）' => ')', _ => c });
        }
        return clean.ToString().Trim();
    }

    /// <summary>The form for comparison: cleaned, without \text, units behind a number, spaces, final stops and differences of case in words.</summary>
    /// <param name="answer">The text of an answer.</param>
    public static string Of(string answer)
    {
        string text = Unwrap(answer).Trim(' ', '"', '“', '”', '*').TrimEnd('.', ',', ' ', '。');
        var form = new StringBuilder(text.Length);
        bool words = text.Length > 1 && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '\'' or '.' or ':');
        if (words)
            text = WithoutArticle(text);
        for (int i = 0; i < text.Length; i++)
            // A space between digits keeps two numbers apart.
            if (text[i] != ' ' || (i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])))
                form.Append(words ? char.ToLowerInvariant(text[i]) : text[i]);
        return form.ToString();
    }

    // "a right triangle" is "right triangle"; "a b" is a product.
    private static string WithoutArticle(string text)
    {
        foreach (string article in (ReadOnlySpan<string>)["the ", "a ", "an "])
            if (text.StartsWith(article, StringComparison.OrdinalIgnoreCase) && text.AsSpan(article.Length).TrimStart() is var rest
                && (rest.IndexOf(' ') is >= 0 and int word ? word : rest.Length) > 2)
                return rest.ToString();
        return text;
    }

    /// <summary>The cleaned answer with the braces of \text{..} taken away.</summary>
    internal static string Unwrap(string answer)
    {
        string clean = Clean(answer);
        if (!clean.Contains("\\text", StringComparison.Ordinal))
            return clean;
        var plain = new StringBuilder(clean.Length);
        for (int i = 0; i < clean.Length; i++)
        {
            int close = string.CompareOrdinal(clean, i, "\\text{", 0, 6) == 0 ? clean.IndexOf('}', i) : -1;
            if (close < 0)
            {
                plain.Append(clean[i]);
                continue;
            }
            plain.Append(clean, i + 6, close - i - 6);
            i = close;
        }
        return plain.ToString().Trim();
    }

    // Appends what the command at i becomes and returns the place of its last character.
    private static int Command(string text, int i, StringBuilder clean)
    {
        if (i + 1 == text.Length)
            return i;
        int end = i + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end == i + 1)
        {
            clean.Append(text[end] switch { '!' => "", ',' or ';' or ':' or ' ' => " ", '%' => "%", '$' => "$", '(' or ')' or '[' or ']' => "", char other => "\\" + other });
            return end;
        }
        ReadOnlySpan<char> name = text.AsSpan(i, end - i);
        foreach ((string from, string to) in Commands)
            if (name.SequenceEqual(from))
            {
                clean.Append(to);
                return end - 1;
            }
        clean.Append(name);
        return end - 1;
    }
}
