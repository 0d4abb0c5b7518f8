namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Tells a text that is nothing but an answer from a sentence around one.</summary>
internal static class AnswerText
{
    private static readonly HashSet<string> Joining = new(
        ["the", "is", "are", "was", "were", "at", "of", "so", "we", "that", "she", "he", "they", "there", "it", "has", "have", "get", "gives", "makes", "be", "will", "costs"],
        StringComparer.OrdinalIgnoreCase);

    private const int LongestAnswer = 300, MostWords = 7, Steps = 5000;

    /// <summary>Whether the text is mathematics from end to end, or a few words.</summary>
    public static bool IsBare(string text)
    {
        if (text.Length is 0 or > LongestAnswer || HasProseAround(text) || IsSentence(text))
            return false;
        if (MathParser.TryParse(text, out MathNode node, out _))
            return node.Kind == NodeKind.Text ? text.Count(c => c == ' ') < MostWords : !HoldsSentence(node);
        return text.All(c => char.IsLetter(c) || c is ' ' or '.' or ',' or '\'' or '-') && text.Count(c => c == ' ') < MostWords;
    }

    /// <summary>Whether the text is an expression without variables, or an equation that ends in one.</summary>
    public static bool IsConstant(string text)
    {
        return NumberReader.TryRead(text, out _) || IsConstant(text, decimalComma: false)
            || (text.Contains(',', StringComparison.Ordinal) && IsConstant(text, decimalComma: true));
    }

    private static bool IsConstant(string text, bool decimalComma)
    {
        if (!MathParser.TryParse(text, out MathNode node, out _, decimalComma))
            return false;
        try
        {
            var algebra = new ExpressionAlgebra(new WorkBudget(Steps));
            return algebra.Scalar(node.Kind == NodeKind.Relation ? node.Last : node) is { } value && ScalarComparison.Constant(value) is not null;
        }
        catch (WorkBudgetException)
        {
            return false;
        }
    }

    // "The train leaves at 4:30": several words, one of them a verb or an article, with something that is no word among them.
    private static bool IsSentence(string text)
    {
        int words = 0;
        bool joins = false, more = false;
        for (int i = 0; i < text.Length; i++)
        {
            more |= char.IsAsciiDigit(text[i]) || text[i] is '=' or '$' or '\\';
            if (!char.IsLetter(text[i]) || text[i] > '\u2E80')
                continue;
            int end = i;
            while (end < text.Length && char.IsLetter(text[end]))
                end++;
            if (i == 0 || text[i - 1] != '\\')
            {
                words += end - i > 1 ? 1 : 0;
                joins |= Joining.Contains(text[i..end]);
            }
            i = end - 1;
        }
        return more && joins && words > 2;
    }

    // Words outside the dollars of a formula: "Thus $x$ is it".
    private static bool HasProseAround(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal) && !text.Contains("\\(", StringComparison.Ordinal))
            return false;
        bool inside = false;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '$')
                inside = !inside;
            else if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '(' or ')')
                inside = text[++i] == '(';
            else if (!inside && char.IsLetter(text[i]))
            {
                int end = i;
                while (end < text.Length && char.IsLetter(text[end]))
                    end++;
                if (end - i > 1 && text[i..end] is not ("and" or "or" or "pct" or "percent"))
                    return true;
                i = end;
            }
        }
        return false;
    }

    // Words as a factor: the parser takes them for a name, a reader for a sentence.
    private static bool HoldsSentence(MathNode node) =>
        (node.Kind is NodeKind.Product or NodeKind.Sum or NodeKind.Quotient && node.Children.Any(c => c.Kind == NodeKind.Text))
        || (node.Kind == NodeKind.Unit && node.Name.Count(c => c == ' ') > 2)
        || node.Children.Any(HoldsSentence);
}
