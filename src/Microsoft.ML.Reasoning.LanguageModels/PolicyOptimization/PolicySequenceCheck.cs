namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What must be right with the sequences of a minibatch before any of them is computed.</summary>
internal static class PolicySequenceCheck
{
    public static void Run(IReadOnlyList<PolicySequence> minibatch, ModelConfiguration configuration, PolicyLossOptions loss)
    {
        if (minibatch.Count == 0)
            throw new ArgumentException("A minibatch has at least one sequence.", nameof(minibatch));
        if (loss.Errors() is { Count: > 0 } errors)
            throw new ArgumentException("These loss options are wrong: " + string.Join("; ", errors) + ".", nameof(loss));
        if (loss.SelectsByCovariance && minibatch[0].OldLogProbabilities is null)
            throw new ArgumentException("KL-Cov and Clip-Cov need sequences with old log-probabilities.", nameof(minibatch));
        bool old = minibatch[0].OldLogProbabilities is not null;
        for (int i = 0; i < minibatch.Count; i++)
        {
            PolicySequence sequence = minibatch[i];
            string name = NameOf(minibatch, i);
            CheckIds(sequence, configuration, name);
            if (!double.IsFinite(sequence.Advantage))
                throw new NonFiniteLossException(FormattableString.Invariant($"{name} has the advantage {sequence.Advantage}; no update was made."), i);
            CheckNumbers(sequence.Advantages, "advantages");
            CheckNumbers(sequence.OldLogProbabilities, "old log-probabilities");
            CheckNumbers(sequence.BehaviourLogProbabilities, "behaviour log-probabilities");
            CheckNumbers(sequence.ReferenceLogProbabilities, "reference log-probabilities");
            CheckNumbers(sequence.Mask, "mask");
            if (sequence.OldLogProbabilities is not null != old)
                throw new ArgumentException($"{name}: either all sequences have old log-probabilities or none has.", nameof(minibatch));
            if (loss.NeedsReference && sequence.ReferenceLogProbabilities is null)
                throw new ArgumentException($"{name} has no reference log-probabilities, which a KL term needs.", nameof(minibatch));
            if (loss.ImportanceCap is not null && sequence.BehaviourLogProbabilities is null)
                throw new ArgumentException($"{name} has no behaviour log-probabilities, which importance sampling needs.", nameof(minibatch));

            void CheckNumbers(IReadOnlyList<float>? numbers, string what)
            {
                if (numbers is null)
                    return;
                if (numbers.Count != sequence.ResponseIds.Count)
                    throw new ArgumentException($"{name} has {sequence.ResponseIds.Count} tokens and {numbers.Count} {what}.", nameof(minibatch));
                for (int t = 0; t < numbers.Count; t++)
                {
                    if (!float.IsFinite(numbers[t]))
                        throw new NonFiniteLossException(FormattableString.Invariant($"{name} has {numbers[t]} among its {what}, at token {t}; no update was made."), i);
                }
            }
        }
    }

    public static string NameOf(IReadOnlyList<PolicySequence> minibatch, int index) =>
        minibatch[index].Name is { } name ? $"Sequence {index} ({name})" : $"Sequence {index}";

    private static void CheckIds(PolicySequence sequence, ModelConfiguration configuration, string name)
    {
        if (sequence.TokenCount - 1 > configuration.ContextLength)
            throw new ArgumentException($"{name} has {sequence.TokenCount} tokens; the model's context has {configuration.ContextLength}.");
        foreach (int id in sequence.PromptIds.Concat(sequence.ResponseIds))
        {
            if ((uint)id >= (uint)configuration.VocabularySize)
                throw new ArgumentException($"{name} has token {id}; the model has {configuration.VocabularySize} tokens, from 0.");
        }
    }
}
