namespace Microsoft.ML.Reasoning;

/// <summary>Options written in one text: "A) first B) second".</summary>
internal static class OptionText
{
    public static IReadOnlyList<string> Split(string text)
    {
        var options = new List<string>();
        if (!text.StartsWith("A)", StringComparison.Ordinal))
            return options;
        int start = 2;
        for (char letter = 'B'; letter <= 'Z'; letter++)
        {
            int next = text.IndexOf($" {letter}) ", start, StringComparison.Ordinal);
            if (next < 0)
                break;
            options.Add(text[start..next].Trim());
            start = next + 4;
        }
        options.Add(text[start..].Trim());
        return options;
    }
}
