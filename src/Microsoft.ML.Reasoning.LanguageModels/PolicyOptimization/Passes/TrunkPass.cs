namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Begins forward passes that have a way back.</summary>
internal static class TrunkPass
{
    public static ITrunkPass Begin(CausalLanguageModel model, IReadOnlyList<PolicySequence> sequences, bool checkpointed) =>
        checkpointed ? new CheckpointedTrunkPass(model, sequences) : new PaddedTrunkPass(model, sequences);
}
