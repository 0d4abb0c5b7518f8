namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One response in training: its tokens, the probabilities they were drawn with, and how good each was.</summary>
public sealed class PolicySequence
{
    /// <summary>A response.</summary>
    /// <param name="promptIds">The tokens of the prompt, at least one. Sequences of one group share their prompt.</param>
    /// <param name="responseIds">The tokens of the response, at least one.</param>
    /// <param name="group">The number of the prompt that it answers: sequences with the same number are one group.</param>
    /// <param name="advantage">The advantage of every token; <see cref="Advantages"/> can be set to differ by token.</param>
    public PolicySequence(IReadOnlyList<int> promptIds, IReadOnlyList<int> responseIds, int group, double advantage)
    {
        ArgumentNullException.ThrowIfNull(promptIds);
        ArgumentNullException.ThrowIfNull(responseIds);
        if (promptIds.Count == 0)
            throw new ArgumentException("A prompt has at least one token.", nameof(promptIds));
        if (responseIds.Count == 0)
            throw new ArgumentException("A response has at least one token.", nameof(responseIds));
        (PromptIds, ResponseIds, Group, Advantage) = (promptIds, responseIds, group, advantage);
    }

    /// <summary>The tokens of the prompt.</summary>
    public IReadOnlyList<int> PromptIds { get; }

    /// <summary>The tokens of the response.</summary>
    public IReadOnlyList<int> ResponseIds { get; }

    /// <summary>The number of the prompt that it answers.</summary>
    public int Group { get; }

    /// <summary>The advantage of the response as a whole: what regularisers see, and what every token has unless <see cref="Advantages"/> says otherwise.</summary>
    public double Advantage { get; }

    /// <summary>The advantage of each token of the response. Null, the default: <see cref="Advantage"/> for all.</summary>
    public IReadOnlyList<float>? Advantages { get; init; }

    /// <summary>
    /// The log-probability of each token under the policy at the beginning of the step, at the temperature of the rollout: the
    /// denominator of the importance ratio. Null, the default: the policy's own, so that every ratio is one.
    /// </summary>
    public IReadOnlyList<float>? OldLogProbabilities { get; init; }

    /// <summary>
    /// The log-probability of the actual draw of each token, where the rollout's distribution was another than the policy's. Needed by
    /// truncated importance sampling only.
    /// </summary>
    public IReadOnlyList<float>? BehaviourLogProbabilities { get; init; }

    /// <summary>The log-probability of each token under the reference model. Needed by a KL term in the loss only.</summary>
    public IReadOnlyList<float>? ReferenceLogProbabilities { get; init; }

    /// <summary>Which tokens count: 1 for those that do, 0 for those that do not. Null, the default: all.</summary>
    /// <remarks>A response none of whose tokens counts (an overlong one that is masked) counts in no denominator.</remarks>
    public IReadOnlyList<float>? Mask { get; init; }

    /// <summary>A factor on the KL term of this response; the default is 1.</summary>
    public float KlWeight { get; init; } = 1;

    /// <summary>What messages call the response, such as the row it comes from; null: its place in the minibatch.</summary>
    public string? Name { get; init; }

    /// <summary>The number of tokens, prompt and response together.</summary>
    public int TokenCount => PromptIds.Count + ResponseIds.Count;

    internal double CountedTokens => Mask?.Sum() ?? ResponseIds.Count;
}
