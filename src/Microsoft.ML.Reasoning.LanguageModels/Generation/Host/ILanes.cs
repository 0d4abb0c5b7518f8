namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A vector of numbers as wide as the processor's registers, so that one loop serves both widths.</summary>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many numbers there are in a vector.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(float value);

    static abstract TSelf Load(ref float source, nint offset);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>left * right + sum, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf sum);

    static abstract TSelf Max(TSelf left, TSelf right);

    static abstract TSelf Exp(TSelf value);

    static abstract float Sum(TSelf value);

    /// <summary>The greatest number of a vector; not a number where one of them is none.</summary>
    static abstract float Greatest(TSelf value);

    /// <summary>Whether a number on the left is no smaller than that on the right.</summary>
    static abstract bool AnyAtLeast(TSelf left, TSelf right);

    void Store(ref float target, nint offset);
}
