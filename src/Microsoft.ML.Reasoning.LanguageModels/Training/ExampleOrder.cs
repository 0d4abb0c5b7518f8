namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which examples each step takes: a function of seed and step alone, so that a run can go on from anywhere.</summary>
internal sealed class ExampleOrder(int exampleCount, int batchSize, double epochs, ulong seed)
{
    private long _epoch = -1;
    private int[] _permutation = [];

    /// <summary>How many examples the run takes in all.</summary>
    public long Length { get; } = Math.Max(1, (long)Math.Round(exampleCount * epochs));

    public int StepCount => checked((int)((Length + batchSize - 1) / batchSize));

    /// <summary>The examples of a step; the last step may have fewer.</summary>
    public int[] Batch(int step)
    {
        long start = (long)step * batchSize, end = Math.Min(Length, start + batchSize);
        var batch = new int[end - start];
        for (int i = 0; i < batch.Length; i++)
            batch[i] = Example(start + i);
        return batch;
    }

    private int Example(long place)
    {
        (long epoch, long within) = Math.DivRem(place, exampleCount);
        if (epoch != _epoch)
        {
            _permutation = CounterRandom.Permutation(new RandomKey(seed, RandomPurpose.Shuffle, epoch), exampleCount);
            _epoch = epoch;
        }
        return _permutation[within];
    }
}
