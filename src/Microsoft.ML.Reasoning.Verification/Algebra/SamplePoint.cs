using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A value for every variable, from its name and the number of the point: two expressions are compared at the same points.</summary>
internal readonly struct SamplePoint(int index)
{
    /// <summary>Points that a comparison looks at. The first ones are positive, where roots and logarithms are real, some below one.</summary>
    public const int Count = 8;

    public Complex Of(string name)
    {
        ulong hash = 14695981039346656037UL + (ulong)index * 0x9E3779B97F4A7C15;
        foreach (char c in name)
            hash = (hash ^ c) * 1099511628211UL;
        hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
        hash ^= hash >> 32;
        double unit = (hash >> 11) * (1.0 / (1UL << 53));
        return index switch { 0 or 1 => 0.05 + 0.9 * unit, 2 or 3 => 0.3 + 2.2 * unit, _ => 3.4 * unit - 1.7 };
    }
}
