namespace Microsoft.ML.Reasoning;

/// <summary>A reward function gave something that is no reward. The message names the function and the row.</summary>
public sealed class RewardException : InvalidOperationException
{
    /// <summary>An exception without a message.</summary>
    public RewardException()
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">The message.</param>
    public RewardException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public RewardException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
