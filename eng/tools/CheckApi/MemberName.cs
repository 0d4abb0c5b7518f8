namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>Finds the member's name in its canonical text: what stands before '(', '[', '{', or at the end.</summary>
internal static class MemberName
{
    public static string Of(string text)
    {
        if (text.Contains(" this[", StringComparison.Ordinal))
            return "this[]";
        int end = text.IndexOf(" { ", StringComparison.Ordinal);
        if (end < 0)
            end = ParameterList(text);
        string head = end < 0 ? text : text[..end];
        int generic = head.EndsWith('>') ? MatchingOpen(head) : head.Length;
        head = head[..generic];
        return head[(head.LastIndexOf(' ') + 1)..];
    }

    /// <summary>The '(' that directly follows a name; the '(' of a tuple type follows a space, '&lt;' or '('.</summary>
    private static int ParameterList(string text)
    {
        for (int i = 1; i < text.Length; i++)
            if (text[i] == '(' && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '>'))
                return i;
        return -1;
    }

    private static int MatchingOpen(string head)
    {
        int depth = 0;
        for (int i = head.Length - 1; i >= 0; i--)
        {
            depth += head[i] switch { '>' => 1, '<' => -1, _ => 0 };
            if (depth == 0)
                return i;
        }
        return head.Length;
    }
}
