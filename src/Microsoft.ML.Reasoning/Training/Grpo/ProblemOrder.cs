using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>An endless sequence of problems: every epoch has each of them once, in an order that follows from seed and epoch alone.</summary>
internal sealed class ProblemOrder(int problemCount, ulong seed)
{
    private long _epoch = -1;
    private int[] _permutation = [];

    /// <summary>The problem at a place of the sequence.</summary>
    public int At(long place)
    {
        (long epoch, long within) = Math.DivRem(place, problemCount);
        if (epoch != _epoch)
        {
            _permutation = CounterRandom.Permutation(new RandomKey(seed, RandomPurpose.Shuffle, epoch), problemCount);
            _epoch = epoch;
        }
        return _permutation[within];
    }
}
