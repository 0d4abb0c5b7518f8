namespace Microsoft.ML.Contract.Tests;

/// <summary>The value of a structured column: an object of our own.</summary>
public sealed class Payload(int number)
{
    public int Number { get; } = number;
}
