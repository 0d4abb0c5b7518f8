namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Scans a text once for the last formula, number or choice in it.</summary>
internal static class LastOf
{
    private const int MostBetween = 12;

    /// <summary>The content of the last formula between dollars, \( \) or \[ \]; of formulas joined by "and", "or" or a comma all of them.</summary>
    public static string? Formula(string text) => Formula(text, out _, joined: true);

    /// <summary>The value at the end of a text: the last formula where it is a constant, or the last number, whichever stands later.</summary>
    public static string? Value(string text)
    {
        // "$x=5$ or $x=-3$" is no one value.
        if (text.Contains("$ or $", StringComparison.Ordinal) && Formula(text, out int both, joined: true) is { } list && list.Contains(',', StringComparison.Ordinal)
            && text.LastIndexOf("$ or $", StringComparison.Ordinal) > both - list.Length - MostBetween)
            return list;
        string? formula = Formula(text, out int end, joined: false), number = Number(text, out int start);
        return formula is not null && start < end && AnswerText.IsConstant(formula) ? formula : number;
    }

    private static string? Formula(string text, out int lastEnd, bool joined)
    {
        string? last = null;
        lastEnd = 0;
        int after = 0;
        for (int i = 0; i < text.Length; i++)
        {
            (string open, string close) = text[i] switch
            {
                '$' when i + 1 < text.Length && text[i + 1] == '$' => ("$$", "$$"),
                '$' => ("$", "$"),
                '\\' when i + 1 < text.Length && text[i + 1] == '(' => (@"\(", @"\)"),
                '\\' when i + 1 < text.Length && text[i + 1] == '[' => (@"\[", @"\]"),
                _ => ("", ""),
            };
            if (open.Length == 0)
                continue;
            int start = i + open.Length;
            int end = text.IndexOf(close, start, StringComparison.Ordinal);
            if (end < 0)
                break;
            string content = text[start..end].Trim();
            // A lone dollar is money: what follows it up to the next one is prose.
            if (open == "$" && IsProse(content))
            {
                i = start - 1;
                continue;
            }
            if (content.Length > 0)
            {
                last = joined && last is not null && IsConjunction(text.AsSpan(after, i - after)) ? $"{last}, {content}" : content;
                lastEnd = end;
            }
            after = end + close.Length;
            i = after - 1;
        }
        return last;
    }

    private static bool IsConjunction(ReadOnlySpan<char> between) =>
        between.Length < MostBetween && between.Trim() is "and" or "or" or "," or ", and" or ", or" or "和" or "或" or "、";

    /// <summary>The last number, with its sign, separators and percent or currency sign.</summary>
    public static string? Number(string text) => Number(text, out _);

    private static string? Number(string text, out int start)
    {
        start = -1;
        for (int end = text.Length - 1; end >= 0; end--)
        {
            if (!char.IsAsciiDigit(text[end]))
                continue;
            start = Start(text, end);
            // cm^2: the power of a unit is no number of its own.
            if (start > 1 && text[start - 1] == '^' && char.IsAsciiLetter(text[start - 2]))
            {
                end = start - 1;
                continue;
            }
            int stop = end + 1;
            if (stop < text.Length && text[stop] == '%')
                stop++;
            else if (text.AsSpan(start, stop - start).Contains(':'))
                stop = HalfOfDay(text, stop);
            start = WithAlternatives(text, start);
            return text[start..stop];
        }
        return null;
    }

    // Back over digits and what joins them: separators, a fraction's line, the colons of times and ratios; then sign and currency.
    private static int Start(string text, int end)
    {
        int start = end;
        while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || (text[start - 1] is '.' or ',' or '/' or ':' && start > 1 && char.IsAsciiDigit(text[start - 2]))))
            start--;
        if (start > 0 && text[start - 1] == '.' && (start == 1 || char.IsWhiteSpace(text[start - 2])))
            start--;
        if (start > 0 && text[start - 1] == '$')
            start--;
        if (start > 0 && text[start - 1] is '-' or '−' && (start == 1 || !char.IsLetterOrDigit(text[start - 2])))
            start--;
        return start;
    }

    private static int HalfOfDay(string text, int at)
    {
        foreach (string half in (ReadOnlySpan<string>)[" p.m.", " a.m.", " pm", " am", "p.m.", "a.m.", "pm", "am"])
            if (string.Compare(text, at, half, 0, half.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return at + half.Length;
        return at;
    }

    // "3 or 5" and "1, 2, or 3" are not one answer: all that is joined by the "or" belongs to it.
    private static int WithAlternatives(string text, int start)
    {
        bool alternatives = false;
        while (true)
        {
            int at = SpacesBefore(text, start);
            bool or = at >= 3 && string.Compare(text, at - 2, "or", 0, 2, StringComparison.OrdinalIgnoreCase) == 0 && text[at - 3] is ' ' or ',';
            if (or)
                at = SpacesBefore(text, at - 2);
            bool comma = at > 0 && text[at - 1] == ',';
            if (comma)
                at = SpacesBefore(text, at - 1);
            if (!(or || (alternatives && comma)) || at == 0 || !char.IsAsciiDigit(text[at - 1]))
                return start;
            alternatives = true;
            start = Start(text, at - 1);
        }
    }

    private static int SpacesBefore(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '$')
            at--;
        return at;
    }

    /// <summary>The capital A to J that the text begins with as a label, else the last that stands alone; "A" and "I" as words of a sentence do not count.</summary>
    public static string? Choice(string text)
    {
        // "A. Because B is not valid"
        ReadOnlySpan<char> answer = text.AsSpan().TrimStart();
        if (answer.Length > 1 && answer[0] is >= 'A' and <= 'J' && answer[1] is '.' or ')' or ':')
            return answer[0].ToString();
        // "Option C is correct because A and B fail."
        if (text.LastIndexOf(" is correct", StringComparison.Ordinal) is > 0 and int correct && IsChoice(text, correct - 1))
            return text[correct - 1].ToString();
        for (int i = text.Length - 1; i >= 0; i--)
            if (IsChoice(text, i) && !IsDenied(text, i))
                return OtherBefore(text, i) is { } first ? text[first..(i + 1)] : text[i].ToString();
        return null;
    }

    // "not C", "cannot be C"
    private static bool IsDenied(string text, int at)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, at).TrimEnd(" (");
        foreach (string word in (ReadOnlySpan<string>)["not", "n't", "not be", "n't be", "never", "neither", "nor"])
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    // "A and B", "A or B", "A, B": two choices are not one.
    private static int? OtherBefore(string text, int at)
    {
        int i = at;
        while (i > 0 && text[i - 1] is ' ' or '(' or ',' or '/' or '、')
            i--;
        foreach (string word in (ReadOnlySpan<string>)["and", "or"])
            if (i > word.Length && string.CompareOrdinal(text, i - word.Length, word, 0, word.Length) == 0 && text[i - word.Length - 1] is ' ' or ',')
            {
                i -= word.Length;
                while (i > 0 && text[i - 1] is ' ' or ')' or ',')
                    i--;
            }
        return i < at && i > 0 && text[i - 1] is >= 'A' and <= 'J' && !IsWordPart(text, i - 2) ? i - 1 : null;
    }

    private static bool IsChoice(string text, int at) =>
        text[at] is >= 'A' and <= 'J' && !IsWordPart(text, at - 1) && !IsWordPart(text, at + 1) && !IsArticle(text, at);

    private static bool IsProse(string content)
    {
        int words = 0, run = 0;
        foreach (char c in content)
        {
            run = char.IsAsciiLetter(c) ? run + 1 : 0;
            words += run == 4 ? 1 : 0;
        }
        return words >= 2 && !content.Contains('\\', StringComparison.Ordinal);
    }

    private static bool IsWordPart(string text, int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '\'' or '_' or '^');

    // "A train", "I think": followed by a space and a small letter.
    private static bool IsArticle(string text, int at) =>
        text[at] is 'A' or 'I' && at + 2 < text.Length && text[at + 1] == ' ' && char.IsAsciiLetterLower(text[at + 2]);
}
