using System.Buffers;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Reads letters of choices.</summary>
internal static class ChoiceLetters
{
    /// <summary>Most choices that a problem has: A to J.</summary>
    public const int Most = 10;

    private const int LongestLabel = 16;
    private static readonly SearchValues<char> LabelSigns = SearchValues.Create(").:");

    /// <summary>The letters of an answer that is nothing but choices: "B", "(B)", "B.", "ACD", "A, C and D"; sorted. Null otherwise.</summary>
    public static string? Only(string answer)
    {
        Span<char> letters = stackalloc char[Most];
        int count = 0, lastAt = -2;
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
            // Letters side by side out of their order are a word: BAC names an order, not three choices.
            if (c is < 'A' or > 'J' || count == Most || letters[..count].Contains(c) || (i == lastAt + 1 && c < text[lastAt]))
                return null;
            letters[count++] = c;
            lastAt = i;
        }
        letters[..count].Sort();
        return count == 0 ? null : letters[..count].ToString();
    }

    /// <summary>The letter of "b", "(b)" and "b.", in capitals; null for everything else.</summary>
    public static string? Small(string answer)
    {
        ReadOnlySpan<char> letter = TextForm.Unwrap(answer).AsSpan().Trim(" ().*");
        return letter.Length == 1 && letter[0] is >= 'a' and <= 'j' ? char.ToUpperInvariant(letter[0]).ToString() : null;
    }

    /// <summary>The first letter that stands alone with those that are listed behind it: "A or B" names two, also where one is asked for.</summary>
    public static string? First(string answer)
    {
        for (int i = 0; i < answer.Length; i++)
        {
            int end = Run(answer, i);
            if (end == i)
                continue;
            int next = end;
            while (Between(answer, next) is var after && Run(answer, after) is var last && last > after && after > next && !IsSubject(answer, last))
                next = last;
            // "C, 12" and "C or 12" are two answers, not a choice with a remark.
            int goesOn = Between(answer, next);
            return goesOn < answer.Length && char.IsAsciiDigit(answer[goesOn]) && answer.AsSpan(next, goesOn - next).ContainsAny(",;ro") ? null : answer[i..next];
        }
        return null;
    }

    /// <summary>The label before an answer, "(C) 24" or "C. 24", taken away from it; null where there is none.</summary>
    public static string? Label(ref string answer)
    {
        ReadOnlySpan<char> text = answer.AsSpan().TrimStart();
        if (text.Length < 3 || !text[..Math.Min(text.Length, LongestLabel)].ContainsAny(LabelSigns))
            return null;
        string plain = TextForm.Unwrap(answer);
        int open = plain.StartsWith('(') ? 1 : 0, end = open + 2;
        if (plain.Length <= end || plain[open] is < 'A' or > 'J' || plain[end] is not (' ' or '~')
            || !(open == 1 ? plain[open + 1] == ')' : plain[open + 1] is ')' or '.' or ':'))
            return null;
        answer = plain[end..].Trim(' ', '~', ':');
        return plain[open].ToString();
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

    // "A, and B is wrong" names one choice.
    private static bool IsSubject(string text, int at)
    {
        foreach (string verb in (ReadOnlySpan<string>)[" is ", " was ", " would ", " can", " does"])
            if (string.CompareOrdinal(text, at, verb, 0, verb.Length) == 0)
                return true;
        return false;
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
        : text[at] is '/' or '$' or '或' or '与' or '{' or '}' ? 1
        : at > 0 && text[at - 1] is ' ' or ',' or ')' ? (string.CompareOrdinal(text, at, "and ", 0, 4) == 0 ? 4 : string.CompareOrdinal(text, at, "or ", 0, 3) == 0 ? 3 : 0) : 0;
}
