namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What to do with the text that a model thought before it answered.</summary>
public enum ThinkingRule
{
    /// <summary>Only what follows the end of thinking is searched; nothing where thinking begins and never ends. A response without marks is searched whole.</summary>
    Exclude,

    /// <summary>The whole response is searched.</summary>
    Include,

    /// <summary>As <see cref="Exclude"/>, and a response in which no thinking ends holds no answer.</summary>
    Require,
}
