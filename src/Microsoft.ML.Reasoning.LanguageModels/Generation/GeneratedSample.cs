using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One generated continuation of a prompt.</summary>
/// <remarks>Dispose it when it carries <see cref="States"/>; without them there is nothing to release.</remarks>
public sealed class GeneratedSample : IDisposable
{
    /// <summary>The index of the prompt in the list that was given.</summary>
    public required int PromptIndex { get; init; }

    /// <summary>Which of the prompt's samples this is, from 0.</summary>
    public required int SampleIndex { get; init; }

    /// <summary>The tokens of the prompt.</summary>
    public required IReadOnlyList<int> PromptTokenIds { get; init; }

    /// <summary>The generated tokens, the stop token or the stop string that ended them included.</summary>
    public required IReadOnlyList<int> TokenIds { get; init; }

    /// <summary>
    /// The log-probability of each token under the model: softmax of the logits divided by the temperature, over the whole
    /// vocabulary. This is what training compares with. At temperature 0 the logits are not divided.
    /// </summary>
    public required IReadOnlyList<float> LogProbabilities { get; init; }

    /// <summary>
    /// The log-probability with which each token was really drawn: as <see cref="LogProbabilities"/>, but after the
    /// repetition penalty, top-k, top-p, min-p or whatever the decoding strategy did; 0 where the choice was not random.
    /// </summary>
    public required IReadOnlyList<float> BehaviourLogProbabilities { get; init; }

    /// <summary>Why the sample ended.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>
    /// The generated text, without the stop token or stop string that ended it and without special tokens; null for a model without a
    /// tokenizer.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>What the decoding strategy recorded for each token, by name; empty for the built-in strategies.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float>> Records { get; init; } = new Dictionary<string, IReadOnlyList<float>>();

    /// <summary>
    /// The kept states [layers, tokens, width], layers in the order of <see cref="GenerationOptions.KeepStates"/>: the states that
    /// emitted each token, at positions P - 1 to P + N - 2 for a prompt of P and a sample of N tokens. Null if none were asked for.
    /// </summary>
    public Tensor? States { get; init; }

    /// <inheritdoc/>
    public void Dispose() => States?.Dispose();
}
