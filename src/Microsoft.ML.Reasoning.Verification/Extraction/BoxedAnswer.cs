namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Finds <c>\boxed{...}</c> and <c>\fbox{...}</c> with any nesting of braces.</summary>
public static class BoxedAnswer
{
    private const int NearGap = 10, JoinedGap = 70;

    /// <summary>
    /// The content of the last box; of neighbouring boxes all contents, joined by commas. An unclosed last box reaches to the end
    /// of its line. Null where there is no box with anything in it.
    /// </summary>
    /// <param name="text">The text to search.</param>
    public static string? Last(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Box> boxes = All(text);
        int last = boxes.Count - 1;
        while (last >= 0 && boxes[last].Content(text).Length == 0)
            last--;
        if (last < 0)
            return null;
        int first = last;
        while (first > 0 && Joined(text, boxes[first - 1], boxes[first]))
            first--;
        return string.Join(", ", boxes[first..(last + 1)].Select(b => b.Content(text)).Where(c => c.Length > 0).Distinct());
    }

    private static List<Box> All(string text)
    {
        var boxes = new List<Box>();
        int at = 0;
        while ((at = text.IndexOf('\\', at)) >= 0)
        {
            int name = at + 1;
            int after = Matches(text, name, "boxed") ? name + 5 : Matches(text, name, "fbox") ? name + 4 : -1;
            if (after < 0)
            {
                at = name;
                continue;
            }
            Box box = Read(text, at, after);
            boxes.Add(box);
            at = box.Next;
        }
        return boxes;
    }

    private static bool Matches(string text, int at, string name) => string.CompareOrdinal(text, at, name, 0, name.Length) == 0;

    private static Box Read(string text, int start, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at == text.Length || text[at] != '{')
        {
            // \boxed 5: one token, here up to the next space or dollar.
            int stop = at;
            while (stop < text.Length && !char.IsWhiteSpace(text[stop]) && text[stop] != '$')
                stop++;
            return new Box(start, at, stop, stop);
        }
        int depth = 0;
        for (int i = at; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return new Box(start, at + 1, i, i + 1);
        }
        int line = text.IndexOf('\n', at);
        int end = line < 0 ? text.Length : line;
        return new Box(start, at + 1, end, text.Length);
    }

    // Side by side, or a little further apart with a word or mark that joins.
    private static bool Joined(string text, Box left, Box right)
    {
        int gap = right.Start - left.Next;
        ReadOnlySpan<char> between = text.AsSpan(left.Next, gap);
        return (gap < NearGap && !between.ContainsAnyInRange('a', 'z')) || (gap < JoinedGap && (between.Contains(" and ", StringComparison.Ordinal) || between.Contains(" or ", StringComparison.Ordinal)
            || between.Contains("{and}", StringComparison.Ordinal) || between.Contains("{or}", StringComparison.Ordinal)));
    }

    private readonly record struct Box(int Start, int ContentStart, int ContentEnd, int Next)
    {
        public string Content(string text) => text[ContentStart..ContentEnd].Trim();
    }
}
