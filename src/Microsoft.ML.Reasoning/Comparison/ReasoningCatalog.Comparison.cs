using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>
    /// Lets several decoding strategies answer the same problems with the same seed, checks the answers, and compares: pass@k for every k,
    /// the paired differences from the baseline, tokens, think tokens, finished share and time. The model's own suggestions for sampling
    /// are not taken.
    /// </summary>
    /// <param name="data">A row a problem, with its prompt and its right answer. It is read once.</param>
    /// <param name="model">The model.</param>
    /// <param name="strategies">The strategies; the first is the baseline where the options name none.</param>
    /// <param name="options">Temperatures, samples, columns ... Default: null, the defaults.</param>
    /// <returns>The table, which can be written as text and as a figure.</returns>
    /// <exception cref="ArgumentException">Options are wrong, or a strategy cannot work with the model; the message lists every reason.</exception>
    public StrategyComparison Compare(
        IDataView data, CausalLanguageModel model, IReadOnlyList<ComparedStrategy> strategies, StrategyComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(strategies);
        return new StrategyComparer(_ml, model, options ?? new StrategyComparisonOptions()).Compare(data, strategies);
    }
}
