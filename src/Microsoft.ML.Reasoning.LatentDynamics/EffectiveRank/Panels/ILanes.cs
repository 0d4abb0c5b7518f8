namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>A register of numbers that are computed side by side.</summary>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Zero in every lane.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Consecutive numbers in memory.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>One number of memory in every lane.</summary>
    static abstract TSelf Broadcast(ref readonly T source, nint offset);

    /// <summary>left right + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf sum);

    /// <summary>The sum over the lanes.</summary>
    static abstract T Sum(TSelf value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Writes the lanes to memory, one after the other.</summary>
    void Store(ref T target, nint offset);
}
