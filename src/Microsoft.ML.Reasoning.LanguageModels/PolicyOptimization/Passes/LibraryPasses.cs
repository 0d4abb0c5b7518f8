namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Passes by the library's operators, on any device: padded rows, a gradient graph for the trunk, none for the head.</summary>
internal sealed class LibraryPasses(CausalLanguageModel model, PolicyOptimizerOptions options, AdamW optimizer) : IPolicyPasses
{
    public IReadOnlyList<int[]> Cut(IReadOnlyList<PolicySequence> minibatch, bool wholeGroups) => wholeGroups
        ? MicroBatches.ByGroup(minibatch, options.MicroBatchTokens, wholeGroups: true)
        : MicroBatches.ByLength(minibatch, options.MicroBatchTokens);

    public void Refresh()
    {
    }

    public IPolicyPass Begin(IReadOnlyList<PolicySequence> sequences)
    {
        ITrunkPass trunk = options.CheckpointActivations ? new CheckpointedTrunkPass(model, sequences) : new PaddedTrunkPass(model, sequences);
        return new LibraryPass(model, trunk, sequences, options.Temperature, optimizer);
    }

    public void Collect()
    {
    }

    public void Forget()
    {
    }
}
