namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Measures effective rank, its velocity and its acceleration over the hidden states of each response.</summary>
    /// <param name="outputColumnName">The new column: vector of Single with the slots ER, ERV, ERA.</param>
    /// <param name="inputColumnName">The column of the states, one state a token. Default: null, the same name as the output.</param>
    /// <param name="stride">The tokens by which the prefixes grow; short answers want 4 or 8. Default: 40.</param>
    /// <returns>The estimator.</returns>
    public EffectiveRankEstimator EffectiveRank(string outputColumnName, string? inputColumnName = null, int stride = 40) =>
        EffectiveRank(outputColumnName, inputColumnName, new EffectiveRankEstimator.Options { Stride = stride });

    /// <summary>Measures effective rank, its velocity and its acceleration over the hidden states of each response.</summary>
    /// <param name="outputColumnName">The new column: vector of Single with the slots ER, ERV, ERA and, if asked for, more.</param>
    /// <param name="inputColumnName">The column of the states, one state a token; null takes the same name as the output.</param>
    /// <param name="options">Stride, accuracy, further slots ...</param>
    /// <returns>The estimator.</returns>
    public EffectiveRankEstimator EffectiveRank(
        string outputColumnName, string? inputColumnName, EffectiveRankEstimator.Options options) =>
        new(_ml, outputColumnName, inputColumnName, options);
}
