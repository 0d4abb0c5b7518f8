namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A sample that is being generated: what the host knows of a row of the batch.</summary>
internal sealed class SampleInProgress(QueuedPrompt prompt, int sampleIndex)
{
    private readonly List<int> tokenIds = [];
    private readonly List<float> logProbabilities = [];
    private readonly List<float> behaviour = [];
    private readonly Dictionary<string, List<float>> records = [];

    public QueuedPrompt Prompt { get; } = prompt;

    public int SampleIndex { get; } = sampleIndex;

    /// <summary>The tokens so far; the stop token that ended them included.</summary>
    public IReadOnlyList<int> TokenIds => tokenIds;

    public int TokenCount => tokenIds.Count;

    public FinishReason? Finished { get; private set; }

    public DecodingRow Key(int ahead) => new(Prompt.Row, SampleIndex, tokenIds.Count + ahead);

    public void Append(int tokenId, float logProbability, float behaviourLogProbability, bool stops)
    {
        if (float.IsNaN(logProbability))
            throw new InvalidOperationException(
                $"The model gave no probabilities for token {TokenCount} of prompt {Prompt.Index}: its logits are not numbers.");
        tokenIds.Add(tokenId);
        logProbabilities.Add(logProbability);
        behaviour.Add(behaviourLogProbability);
        if (stops)
            Finished = FinishReason.Stop;
        else if (tokenIds.Count >= Prompt.MaxNewTokens)
            Finished = FinishReason.Length;
    }

    public void Record(string name, float value)
    {
        if (!records.TryGetValue(name, out List<float>? values))
            records[name] = values = [];
        values.Add(value);
    }

    public GeneratedSample Finish(HuggingFaceTokenizer? tokenizer, TorchSharp.torch.Tensor? states)
    {
        IEnumerable<int> spoken = Finished == FinishReason.Stop ? tokenIds.Take(tokenIds.Count - 1) : tokenIds;
        return new GeneratedSample
        {
            PromptIndex = Prompt.Index,
            SampleIndex = SampleIndex,
            PromptTokenIds = Prompt.TokenIds,
            TokenIds = tokenIds,
            LogProbabilities = logProbabilities,
            BehaviourLogProbabilities = behaviour,
            FinishReason = Finished ?? FinishReason.Length,
            Text = tokenizer?.Decode(spoken, skipSpecialTokens: true),
            Records = records.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<float>)entry.Value),
            States = states,
        };
    }
}
