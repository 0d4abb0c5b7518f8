namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Reads letters of choices.</summary>
internal static class ChoiceLetters
{
    /// <summary>The letters of an answer that is nothing but choices: "B", "(B)", "B.", "ACD", "A, C"; sorted. Null otherwise.</summary>
    public static string? Only(string answer)
    {
        Span<char> letters = stackalloc char[10];
        int count = 0;
        foreach (char c in TextForm.Unwrap(answer))
        {
            if (c is ' ' or '(' or ')' or '.' or ',' or '*' or '、' or ';' or '$' or '{' or '}')
                continue;
            if (c is < 'A' or > 'J' || count == letters.Length || letters[..count].Contains(c))
                return null;
            letters[count++] = c;
        }
        letters[..count].Sort();
        return count == 0 ? null : letters[..count].ToString();
    }

    /// <summary>The first letter that stands alone, with those that directly follow it.</summary>
    public static string? First(string answer)
    {
        for (int i = 0; i < answer.Length; i++)
        {
            if (answer[i] is < 'A' or > 'J' || (i > 0 && (char.IsAsciiLetterOrDigit(answer[i - 1]) || answer[i - 1] == '\\')))
                continue;
            int end = i + 1;
            while (end < answer.Length && answer[end] is >= 'A' and <= 'J')
                end++;
            if (end == answer.Length || !(char.IsAsciiLetterOrDigit(answer[end]) || answer[end] == '\''))
                return answer[i..end];
            i = end;
        }
        return null;
    }
}
