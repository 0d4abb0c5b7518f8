namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A loss or gradient is not a finite number; the update was not made and the weights are what they were.</summary>
public sealed class NonFiniteLossException : InvalidOperationException
{
    /// <summary>Without a message.</summary>
    public NonFiniteLossException()
    {
    }

    /// <summary>With a message.</summary>
    public NonFiniteLossException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public NonFiniteLossException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal NonFiniteLossException(string message, int? sequence)
        : base(message) => SequenceIndex = sequence;

    /// <summary>The place of the sequence in the minibatch; null where no single one is to blame.</summary>
    public int? SequenceIndex { get; }
}
