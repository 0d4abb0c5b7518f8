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
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || text[word.Length] is ',' or '.' or ';'))
                return word;
        return null;
    }
}
