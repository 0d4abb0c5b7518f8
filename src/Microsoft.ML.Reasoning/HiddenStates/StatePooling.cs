namespace Microsoft.ML.Reasoning;

/// <summary>How the states of a text's tokens become one.</summary>
public enum StatePooling
{
    /// <summary>They do not: a state a token.</summary>
    None,

    /// <summary>The last token's state.</summary>
    Last,

    /// <summary>The mean over tokens, computed in float32.</summary>
    Mean,
}
