namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The choices of a problem: finds the letter that an answer means, whether it names the letter or writes the choice out.</summary>
internal sealed class AnswerChoices(IReadOnlyList<string> texts, VerificationOptions options)
{
    private const int LongestLine = 300;

    /// <summary>The letter or letters of an answer; null where it is none of the choices, or may be more than one.</summary>
    public string? LettersOf(string answer)
    {
        // The choice written out behind its letter may itself speak of letters: "(D) A and B".
        string rest = answer;
        string? label = InRange(ChoiceLetters.Label(ref rest));
        if (label is not null && Words(rest) == Words(texts[label[0] - 'A']))
            return label;
        if ((InRange(ChoiceLetters.Only(answer)) ?? label) is { } letters)
            return letters;
        return Written(answer) ?? InRange(ChoiceLetters.Small(answer)) ?? InRange(ChoiceLetters.First(TextForm.Unwrap(answer)) is { } first ? ChoiceLetters.Only(first) : null) ?? Mentioned(answer);
    }

    /// <summary>The choice that the last line of a response without any letter ends in.</summary>
    public (string Letter, string Text)? AtEnd(string response)
    {
        string line = response.TrimEnd();
        line = line[(line.LastIndexOf('\n') + 1)..].Trim();
        if (line.Length is 0 or > LongestLine)
            return null;
        if ((Written(line) ?? Mentioned(line)) is { } letter)
            return (letter, line);
        return LastOf.Value(line) is { } value && Written(value) is { } choice ? (choice, value) : null;
    }

    private string? InRange(string? letters) => letters is not null && letters[^1] < 'A' + texts.Count ? letters : null;

    // The one choice that means the same.
    private string? Written(string answer)
    {
        string? found = null;
        for (int i = 0; i < texts.Count; i++)
        {
            if (!AnswerVerifier.IsRight(AnswerEquality.CompareValues(texts[i], answer, options).Reason))
                continue;
            if (found is not null)
                return null;
            found = ((char)('A' + i)).ToString();
        }
        return found;
    }

    // The one choice whose words stand in the answer; a choice within a longer one that stands there, too, does not count.
    private string? Mentioned(string answer)
    {
        string plain = Words(answer);
        int found = -1;
        for (int i = 0; i < texts.Count; i++)
        {
            string words = Words(texts[i]);
            if (!HoldsWords(plain, words) || (found >= 0 && HoldsWords(Words(texts[found]), words)))
                continue;
            if (found >= 0 && !HoldsWords(words, Words(texts[found])))
                return null;
            found = i;
        }
        return found < 0 ? null : ((char)('A' + found)).ToString();
    }

    private static string Words(string text) => TextForm.Unwrap(text).Trim(' ', '.').ToLowerInvariant();

    private static bool HoldsWords(string text, string words)
    {
        // A number in a line may be a step on the way; only words name a choice.
        if (words.Length < 3 || !words.Any(char.IsLetter) || !char.IsLetterOrDigit(words[0]))
            return false;
        for (int at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + words.Length == text.Length || !char.IsLetterOrDigit(text[at + words.Length])))
                return true;
        return false;
    }
}
