namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Answers to questions that are not about a quantity.</summary>
internal static class YesOrNo
{
    private static readonly string[] Words = ["yes", "no", "true", "false"];

    /// <summary>The word that the answer is, or begins with before a comma or full stop: "Yes, it is."; null for other answers.</summary>
    public static string? Of(string answer)
    {
        string text = TextForm.Unwrap(answer);
        foreach (string word in Words)
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || (text[word.Length] is ',' or '.' or ';' && IsRemark(text.AsSpan(word.Length + 1)))))
                return word;
        return null;
    }

    // "Yes, it is." goes on in words; "Yes, 12" and "Yes, no" are two answers.
    private static bool IsRemark(ReadOnlySpan<char> rest)
    {
        rest = rest.Trim(" .,;");
        if (rest.Length == 0)
            return true;
        foreach (string word in Words)
            if (rest.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (rest.Length == word.Length || !char.IsLetter(rest[word.Length])))
                return false;
        return rest.Contains(' ') && char.IsLetter(rest[0]);
    }
}
