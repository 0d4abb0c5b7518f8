namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a random draw is for. Draws for different purposes are independent of each other.</summary>
/// <remarks>The values are part of what makes a run reproducible: never renumber them. A strategy of one's own takes values from 128 up.</remarks>
public enum RandomPurpose : byte
{
    /// <summary>The next token.</summary>
    Token = 0,

    /// <summary>A decision that a decoding strategy takes before it draws the token, such as whether to explore.</summary>
    Gate = 1,

    /// <summary>Noise that a decoding strategy adds.</summary>
    Noise = 2,

    /// <summary>Initial weights of a model.</summary>
    Weights = 16,

    /// <summary>The order of examples.</summary>
    Shuffle = 17,

    /// <summary>Generated examples.</summary>
    Data = 18,

    /// <summary>Tokens that a loss treats in another way.</summary>
    Selection = 19,
}
