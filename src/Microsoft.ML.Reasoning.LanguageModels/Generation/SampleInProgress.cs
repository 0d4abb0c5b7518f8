namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A sample that is being generated: what the host knows of a row of the batch.</summary>
internal sealed class SampleInProgress(QueuedPrompt prompt, int sampleIndex)
{
    private readonly List<int> tokenIds = [];
    private readonly List<float> logProbabilities = [];
    private readonly List<float> behaviour = [];
    private readonly Dictionary<string, List<float>> records = [];
    private bool endsWithStopToken;

    public QueuedPrompt Prompt { get; } = prompt;

    public int SampleIndex { get; } = sampleIndex;

    /// <summary>The tokens so far; the stop token that ended them included.</summary>
    public IReadOnlyList<int> TokenIds => tokenIds;

    public int TokenCount => tokenIds.Count;

    public FinishReason? Finished { get; private set; }

    /// <summary>The text, where it is wanted as the tokens come.</summary>
    public SampleText? Text { get; init; }

    public DecodingRow Key(int ahead) => new(Prompt.Row, SampleIndex, tokenIds.Count + ahead);

    public void Append(int tokenId, float logProbability, float behaviourLogProbability, bool stops)
    {
        if (float.IsNaN(logProbability))
            throw new InvalidOperationException(
                $"The model gave no probabilities for token {TokenCount} of prompt {Prompt.Index}: its logits are not numbers.");
        tokenIds.Add(tokenId);
        logProbabilities.Add(logProbability);
        behaviour.Add(behaviourLogProbability);
        endsWithStopToken = stops;
        if (stops || Text?.Append(tokenIds) == true)
            Finished = FinishReason.Stop;
        else if (tokenIds.Count >= Prompt.MaxNewTokens)
            Finished = FinishReason.Length;
        if (Finished is not null && Text?.Complete() == true)
            Finished = FinishReason.Stop;
    }

    public void Record(string name, float value)
    {
        if (!records.TryGetValue(name, out List<float>? values))
            records[name] = values = [];
        values.Add(value);
    }

    /// <summary>The sample of a prompt that left no room for one.</summary>
    public static GeneratedSample Skipped(
        QueuedPrompt prompt, int sampleIndex, HuggingFaceTokenizer? tokenizer, TorchSharp.torch.Tensor? states) =>
        new SampleInProgress(prompt, sampleIndex) { Finished = FinishReason.PromptTooLong }.Finish(tokenizer, states);

    public GeneratedSample Finish(HuggingFaceTokenizer? tokenizer, TorchSharp.torch.Tensor? states)
    {
        IEnumerable<int> spoken = endsWithStopToken ? tokenIds.SkipLast(1) : tokenIds;
        return new GeneratedSample
        {
            PromptIndex = Prompt.Index,
            SampleIndex = SampleIndex,
            PromptTokenIds = Prompt.TokenIds,
            TokenIds = tokenIds,
            LogProbabilities = logProbabilities,
            BehaviourLogProbabilities = behaviour,
            FinishReason = Finished ?? FinishReason.Length,
            Text = Text?.Value ?? tokenizer?.Decode(spoken, skipSpecialTokens: true),
            Records = records.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<float>)entry.Value),
            States = states,
        };
    }
}
