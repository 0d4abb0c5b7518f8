using System.Buffers;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Finds what follows phrases that announce an answer.</summary>
internal static class AnswerPhrases
{
    private const int LongestAnswer = 400;

    // The more particular first where one ends as another does: the match that ENDS last wins, so order matters only for speed.
    private static readonly string[] Phrases =
    [
        "final answer is", "final answer:", "answer is", "answer:", "answer would be", "answer should be", "answer =",
        "choice is", "option is", "correct option is", "answer is choice", "answer is option", "answer is therefore", "answer is thus",
        "answer is then", "answer is simply", "answer is equal to", "answer is either", "answer is also", "answer is indeed", "answer is exactly", "answer comes to",
        "答案是", "答案为", "答案為", "答案：", "答案:", "答案选", "故选", "选项是", "应选", "答案应为", "答案应该是", "正确选项为", "我选", "所以选", "因此选", "答：", "答:",
    ];

    // Found in the middle of answers, too: these count only where none of the others is found.
    private static readonly string[] WeakPhrases = ["answers are", "solution is", "solutions are"];

    // All phrases are looked for in one pass: responses are long, and most places are none.
    private static readonly SearchValues<string> AnyPhrase = SearchValues.Create(Phrases, StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> AnyWeakPhrase = SearchValues.Create(WeakPhrases, StringComparison.OrdinalIgnoreCase);

    /// <summary>Between "final answer is" and "I hope it is correct".</summary>
    public static string? Sentence(string text)
    {
        int hope = LastIgnoringCase(text, "I hope", text.Length);
        if (hope < 0)
            return null;
        int start = LastIgnoringCase(text, "final answer is", hope);
        if (start < 0)
            return null;
        string answer = Trim(text[(start + "final answer is".Length)..hope]);
        return answer.Length is > 0 and <= LongestAnswer ? answer : null;
    }

    /// <summary>What follows the last phrase, to the end of its sentence.</summary>
    public static string? After(string text)
    {
        int start = Math.Max(EndOfLast(text, Phrases, AnyPhrase), AfterLineStart(text, "A:"));
        start = start < 0 ? EndOfLast(text, WeakPhrases, AnyWeakPhrase) : start;
        return start < 0 ? null : Sentence(text, start) is { Length: > 0 } answer ? answer : null;
    }

    /// <summary>What follows the last "####", to the end of its line.</summary>
    public static string? AfterHashes(string text)
    {
        int at = text.LastIndexOf("####", StringComparison.Ordinal);
        if (at < 0)
            return null;
        int start = at + 4;
        int end = text.IndexOf('\n', start);
        string answer = Trim(text[start..(end < 0 ? text.Length : end)]);
        return answer.Length > 0 ? answer : null;
    }

    private static int EndOfLast(string text, string[] phrases, SearchValues<string> any)
    {
        int end = -1;
        for (int at = 0; text.AsSpan(at).IndexOfAny(any) is >= 0 and int found; at++)
        {
            at += found;
            foreach (string phrase in phrases)
                if (at + phrase.Length > end && text.AsSpan(at).StartsWith(phrase, StringComparison.OrdinalIgnoreCase))
                    end = at + phrase.Length;
        }
        return end;
    }

    private static int AfterLineStart(string text, string mark)
    {
        for (int at = text.Length; at > 0 && (at = text.LastIndexOf(mark, at - 1, StringComparison.Ordinal)) >= 0;)
            if (at == 0 || text[at - 1] == '\n')
                return at + mark.Length;
        return -1;
    }

    // A sentence ends at a blank line, or at a full stop before space; formulas and decimals hold stops and lines of their own.
    private static string Sentence(string text, int start)
    {
        int end = Math.Min(text.Length, start + LongestAnswer);
        int i = start;
        while (i < end && (char.IsWhiteSpace(text[i]) || text[i] is ':' or '：' or '*'))
            i++;
        char close = '\0';
        for (int begin = i; i < end; i++)
        {
            if (text[i] == '$')
                close = close == '$' ? '\0' : '$';
            if (close != '\0')
                continue;
            bool last = i + 1 >= text.Length || char.IsWhiteSpace(text[i + 1]);
            if (text[i] is '\n' or '。' || (text[i] == '.' && last && !EndsAbbreviation(text, begin, i)))
                return Trim(text[begin..i]);
        }
        return Trim(text[start..end]);
    }

    // 4:30 p.m.
    private static bool EndsAbbreviation(string text, int begin, int at) => at - 2 >= begin && text[at - 2] == '.' && char.IsAsciiLetter(text[at - 1]);

    private static string Trim(string text) => text.Trim().Trim('*', '"').TrimStart(':', '：', '=').Trim().TrimEnd('.', ',', '。').Trim();

    private static int LastIgnoringCase(string text, string phrase, int before) =>
        before == 0 ? -1 : text.LastIndexOf(phrase, before - 1, before, StringComparison.OrdinalIgnoreCase);
}
