namespace Microsoft.ML.Reasoning;

/// <summary>What becomes of a group whose rewards are all equal, from which nothing can be learned.</summary>
public enum ZeroVarianceRule
{
    /// <summary>It stays: its advantages are 0, its tokens count in the denominators of the loss.</summary>
    Keep,

    /// <summary>It is left out; the step is smaller.</summary>
    Drop,

    /// <summary>It is left out and replaced by another prompt's, as long as <see cref="GrpoTrainer.Options.MaxGenerationRounds"/> allows (dynamic sampling).</summary>
    Refill,
}
