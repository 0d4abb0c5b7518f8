namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What is said.</param>
public sealed record ChatMessage(string Role, string Content)
{
    /// <summary>The role of instructions that stand before the conversation.</summary>
    public const string System = "system";

    /// <summary>The role of who asks.</summary>
    public const string User = "user";

    /// <summary>The role of who answers.</summary>
    public const string Assistant = "assistant";
}
