namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A parsed part of a pattern: how to build its nodes in front of what follows, how many these are, whether it can match the empty
/// text, and its set where it is exactly one code point.
/// </summary>
internal sealed record PatternPart(Func<PatternNode, PatternNode> Build, long Size, bool CanBeEmpty, CodePointSet? Single = null)
{
    public static PatternPart One(CodePointSet set) =>
        new(next => new SetRepetition(set, 1, 1, possessive: true, next), Size: 1, CanBeEmpty: false, set);

    public static PatternPart Sequence(IReadOnlyList<PatternPart> parts) => parts.Count == 1 ? parts[0] : new PatternPart(
        next => parts.Reverse().Aggregate(next, (following, part) => part.Build(following)),
        parts.Sum(part => part.Size),
        parts.All(part => part.CanBeEmpty));

    public static PatternPart AnyOf(IReadOnlyList<PatternPart> parts) => parts.Count == 1 ? parts[0] : new PatternPart(
        next => new Alternation([.. parts.Select(part => part.Build(next))]),
        1 + parts.Sum(part => part.Size),
        parts.Any(part => part.CanBeEmpty));

    public static PatternPart Ahead(PatternPart body, bool negative) =>
        new(next => new LookAhead(body.Build(PatternEnd.Instance), negative, next), 1 + body.Size, CanBeEmpty: true);

    /// <summary>This part <paramref name="minimum"/> to <paramref name="maximum"/> times; only one code point may go on without limit.</summary>
    public PatternPart Repeat(int minimum, int maximum, bool possessive)
    {
        if (Single is { } set)
            return new(next => new SetRepetition(set, minimum, maximum, possessive, next), Size: 1, minimum == 0);
        return new(next => Unroll(next, minimum, maximum), (Size + 1) * maximum, CanBeEmpty || minimum == 0);
    }

    private PatternNode Unroll(PatternNode next, int minimum, int maximum)
    {
        PatternNode node = next;
        for (int i = minimum; i < maximum; i++)
            node = new Alternation([Build(node), next]);
        for (int i = 0; i < minimum; i++)
            node = Build(node);
        return node;
    }
}
