namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which probability of a drawn token latent exploration records as its behaviour log-probability.</summary>
/// <remarks>Both make importance weights without bias; that of <see cref="Marginal"/> varies less and costs the inner heads of every row.</remarks>
public enum LatentBehaviour
{
    /// <summary>
    /// Given the gate's draw: the token's probability among the top candidates where the row did not explore, in the mixture where it
    /// did. It costs nothing.
    /// </summary>
    Drawn,

    /// <summary>
    /// Over both outcomes of the gate: p1 * p(token among the candidates) + (1 - p1) * r(token), with p1 the probability of the most
    /// probable token and r the mixture. Rows that do not explore need their inner heads too.
    /// </summary>
    Marginal,
}
