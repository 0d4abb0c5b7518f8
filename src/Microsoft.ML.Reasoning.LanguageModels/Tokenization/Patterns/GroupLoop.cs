using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A group any number of times. The body, which never matches the empty text, ends in the loop itself.</summary>
internal sealed class GroupLoop(PatternNode next) : PatternNode
{
    public PatternNode Body { get; set; } = PatternEnd.Instance;

    public override int Match(ReadOnlySpan<char> text, int index)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int result = Body.Match(text, index);
        return result != NoMatch ? result : next.Match(text, index);
    }
}
