namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Sequences with random tokens and advantages, as training would get them.</summary>
internal static class Rollouts
{
    /// <summary>Groups of responses of unlike lengths.</summary>
    public static PolicySequence[] Groups(int groups = 3, int size = 4, int prompt = 5, int longest = 11, int vocabulary = 97, ulong seed = 1) =>
    [
        .. Enumerable.Range(0, groups).SelectMany(group =>
        {
            int[] ids = Ids(new RandomKey(seed, RandomPurpose.Data, group), prompt + group, vocabulary);
            return Enumerable.Range(0, size).Select(i =>
            {
                var key = new RandomKey(seed, RandomPurpose.Data, 1000 + group * size + i);
                int[] response = Ids(key, 1 + CounterRandom.Below(key, 99, longest), vocabulary);
                return new PolicySequence(ids, response, group, Math.Sin(1 + 3 * i + group));
            });
        }),
    ];

    /// <summary>The same with the model's own log-probabilities, each off by up to <paramref name="spread"/>.</summary>
    public static PolicySequence[] WithOld(this PolicySequence[] sequences, CausalLanguageModel model, float spread = 0.3f, double temperature = 1)
    {
        float[][] own = model.ScoreResponses(sequences, temperature);
        return [.. sequences.Select((sequence, i) => Copy(sequence, [.. own[i].Select((value, t) => value + spread * MathF.Sin(5 * i + 2 * t))]))];
    }

    private static PolicySequence Copy(PolicySequence sequence, float[] old) =>
        new(sequence.PromptIds, sequence.ResponseIds, sequence.Group, sequence.Advantage)
        {
            OldLogProbabilities = old,
            BehaviourLogProbabilities = [.. old.Select((value, t) => value - 0.2f * MathF.Cos(t))],
            ReferenceLogProbabilities = [.. old.Select((value, t) => value + 0.4f * MathF.Cos(3 * t))],
        };

    private static int[] Ids(RandomKey key, int count, int vocabulary) =>
        [.. Enumerable.Range(0, count).Select(i => CounterRandom.Below(key, (uint)i, vocabulary))];
}
