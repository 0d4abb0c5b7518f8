namespace Microsoft.ML.Reasoning;

/// <summary>What <see cref="LatentDynamicsMetrics"/> tells of each response, by the names under which it is found there.</summary>
public static class ResponseIndicators
{
    /// <summary>1 for a right response, 0 for a wrong one.</summary>
    public const string Correct = "Correct";

    /// <summary>The number of states: the response's tokens.</summary>
    public const string Length = "Length";

    /// <summary>Effective rank.</summary>
    public const string EffectiveRank = "ER";

    /// <summary>The velocity of the effective rank; unknown for a response too short for it.</summary>
    public const string Velocity = "ERV";

    /// <summary>The acceleration of the effective rank; unknown for a response too short for it.</summary>
    public const string Acceleration = "ERA";

    /// <summary>Dynamic spectral dispersion.</summary>
    public const string Dispersion = "DSD";

    /// <summary>The number of singular values that are not rounding errors.</summary>
    public const string TraditionalRank = "Rank";

    /// <summary>The Renyi entropy of the spectrum of the states.</summary>
    public const string ResponseEntropy = "Entropy";

    /// <summary>The mean angle between successive steps of the states, in radians.</summary>
    public const string Curvature = "Curvature";

    /// <summary>The mean log-probability of the response's tokens.</summary>
    public const string MeanLogProbability = "LogProb";

    /// <summary>The share of the response's sequences of four words that occurred in it before.</summary>
    public const string Repetition = "Rep4";

    /// <summary>The mean ROUGE-L (F1 over words) with the other responses to the prompt.</summary>
    public const string RougeL = "RougeL";

    /// <summary>The mean Euclidean distance of mean-pooled states to those of the other responses to the prompt.</summary>
    public const string EuclideanDistance = "Euclid";

    /// <summary>The mean cosine distance, likewise.</summary>
    public const string CosineDistance = "Cosine";

    /// <summary>The Euclidean distance of mean-pooled states to their mean over the responses to the prompt.</summary>
    public const string CentreDistance = "Centre";
}
