namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A token of mathematical text and where it stands.</summary>
internal readonly record struct MathToken(MathTokenKind Kind, string Text, int Start, int End, bool SpaceBefore, Rational Value = default, bool IsDecimal = false)
{
    public bool IsSign(string sign) => Kind == MathTokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == MathTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
