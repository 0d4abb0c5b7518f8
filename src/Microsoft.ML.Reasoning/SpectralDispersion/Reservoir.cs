using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Draws from items whose number is not known before the last: at any time each that came was kept with the same probability.</summary>
internal sealed class Reservoir(int capacity, ulong seed)
{
    private long _seen;

    /// <summary>The place, 0 to the capacity, that the next item takes, from the one there if need be; null where it is not kept.</summary>
    public int? Next()
    {
        long place = _seen < capacity ? _seen
            : (long)(CounterRandom.Uniform(new RandomKey(seed, RandomPurpose.Data, _seen), 0) * (_seen + 1));
        _seen++;
        return place < capacity ? (int)place : null;
    }
}
