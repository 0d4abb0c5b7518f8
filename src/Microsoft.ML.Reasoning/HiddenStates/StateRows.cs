namespace Microsoft.ML.Reasoning;

/// <summary>Which states of a prompt with P tokens and a response with N tokens are those of the response.</summary>
public enum StateRows
{
    /// <summary>Positions P - 1 to P + N - 2: the states from which the response's tokens were drawn, as generation keeps them.</summary>
    Emitting,

    /// <summary>Positions P to P + N - 1: the states at the response's own tokens.</summary>
    Own,
}
