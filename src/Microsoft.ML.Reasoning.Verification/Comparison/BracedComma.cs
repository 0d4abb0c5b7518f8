namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The comma of thousands in LaTeX, {,}, which some models write as " {, }".</summary>
internal static class BracedComma
{
    /// <summary>Its length where the text begins with one, spaces around it included; else 0.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        int at = Spaces(text, 0);
        if (at == text.Length || text[at] != '{')
            return 0;
        at = Spaces(text, at + 1);
        if (at == text.Length || text[at] != ',')
            return 0;
        at = Spaces(text, at + 1);
        return at < text.Length && text[at] == '}' ? Spaces(text, at + 1) : 0;
    }

    private static int Spaces(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }
}
