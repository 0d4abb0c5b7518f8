namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a version of Mistral's template does with a system turn.</summary>
internal enum MistralSystem
{
    /// <summary>It refuses the conversation.</summary>
    Refused,

    /// <summary>Its text opens the first question.</summary>
    InFirstQuestion,

    /// <summary>Its text opens the last message, if that is a question.</summary>
    InLastQuestion,

    /// <summary>It has tags of its own.</summary>
    Tagged,
}
