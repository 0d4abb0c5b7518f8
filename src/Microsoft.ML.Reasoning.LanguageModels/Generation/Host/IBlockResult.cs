using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What becomes of the 32 sums of a row and a panel.</summary>
internal interface IBlockResult
{
    /// <summary>How many numbers a panel leaves in a row of the result.</summary>
    static abstract int Width { get; }

    /// <summary>Takes the sums of the panel's first and second 16 outputs.</summary>
    static abstract void Store(Vector512<float> first, Vector512<float> second, ref float target);
}
