namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A way to compute forward and backward passes.</summary>
internal interface IPolicyPasses
{
    /// <summary>How a minibatch is best cut: indexes into it.</summary>
    /// <param name="minibatch">The sequences.</param>
    /// <param name="wholeGroups">Whether no group may be cut.</param>
    IReadOnlyList<int[]> Cut(IReadOnlyList<PolicySequence> minibatch, bool wholeGroups);

    /// <summary>To be called before the first pass after the weights have changed.</summary>
    void Refresh();

    /// <summary>A pass over some sequences; one at a time.</summary>
    IPolicyPass Begin(IReadOnlyList<PolicySequence> sequences);

    /// <summary>Brings all gradients since the last call into the gradients of the model's weights.</summary>
    void Collect();

    /// <summary>Forgets all gradients since the last <see cref="Collect"/>.</summary>
    void Forget();
}
