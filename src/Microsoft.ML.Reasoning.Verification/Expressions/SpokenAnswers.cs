namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Answers in words that mean a set or a value.</summary>
internal static class SpokenAnswers
{
    /// <summary>The tree of what the words mean; words that mean nothing else stay as they are.</summary>
    public static MathNode Read(MathNode node) =>
        node.Kind == NodeKind.Text && Meaning(node.Name) is { } symbol ? new MathNode(NodeKind.Symbol, symbol, node.Start, node.End) : node;

    private static string? Meaning(string words)
    {
        string text = words.ToLowerInvariant();
        foreach (string opening in (ReadOnlySpan<string>)["there is ", "there are ", "it has ", "has ", "the equation has ", "the system has ", "the inequality has ", "the ", "an ", "a "])
            if (text.StartsWith(opening, StringComparison.Ordinal))
                text = text[opening.Length..];
        return text switch
        {
            "no solution" or "no solutions" or "no real solution" or "no real solutions" or "no such solution" or "no such solutions" or "none" or "empty set"
                or "empty" or "null set" or "no root" or "no roots" or "no real root" or "no real roots" or "no answer" or "no values" or "no value"
                or "no such number" or "no such numbers" or "no integer solutions" or "无解" or "空集" or "无实数解" or "没有解" => "∅",
            "all real numbers" or "all reals" or "all real" or "real numbers" or "set of real numbers" or "set of all real numbers" or "all real values"
                or "all real x" or "any real number" or "every real number" or "全体实数" or "任意实数" => "𝔹R",
            "infinity" or "positive infinity" or "infinite" => "∞",
            "does not exist" or "dne" or "doesn't exist" or "doesnt exist" or "不存在" => "dne",
            _ => null,
        };
    }
}
