namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Reads letters of choices.</summary>
internal static class ChoiceLetters
{
    private const int Most = 10;

    /// <summary>The letters of an answer that is nothing but choices: "B", "(B)", "B.", "ACD", "A, C and D"; sorted. Null otherwise.</summary>
    public static string? Only(string answer)
    {
        Span<char> letters = stackalloc char[Most];
        int count = 0;
        string text = TextForm.Unwrap(answer);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is ' ' or '(' or ')' or '.' or ',' or '*' or '、' or ';' or '{' or '}' or '\\')
                continue;
            if (Joins(text, i) is > 1 and int word && count > 0)
            {
                i += word - 1;
                continue;
            }
            if (c is < 'A' or > 'J' || count == Most || letters[..count].Contains(c))
                return null;
            letters[count++] = c;
        }
        letters[..count].Sort();
        return count == 0 ? null : letters[..count].ToString();
    }

    /// <summary>The first letter that stands alone, with those that directly follow it; of a list of letters all where several are asked for.</summary>
    public static string? First(string answer, bool several)
    {
        for (int i = 0; i < answer.Length; i++)
        {
            int end = Run(answer, i);
            if (end == i)
                continue;
            int next = end;
            while (several && Between(answer, next) is var after && Run(answer, after) is var last && last > after && after > next)
                next = last;
            return answer[i..next];
        }
        return null;
    }

    // The end of a run of letters that stands alone; the start where there is none.
    private static int Run(string text, int start)
    {
        int end = start;
        while (end < text.Length && text[end] is >= 'A' and <= 'J')
            end++;
        bool alone = (start == 0 || !(char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '\\'))
            && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '\''));
        return alone ? end : start;
    }

    // Past the brackets, commas and words that join the letters of a list.
    private static int Between(string text, int at)
    {
        while (at < text.Length && Joins(text, at) is > 0 and int length)
            at += length;
        return at;
    }

    private static int Joins(string text, int at) =>
        text[at] is ' ' or ',' or '、' or ';' or '(' or ')' or '&' or '和' ? 1
        : at > 0 && text[at - 1] is ' ' or ',' or ')' && string.CompareOrdinal(text, at, "and ", 0, 4) == 0 ? 4 : 0;
}
