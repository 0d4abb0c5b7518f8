using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The sums themselves.</summary>
internal readonly struct PlainBlock : IBlockResult
{
    public static int Width => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> first, Vector512<float> second, ref float target)
    {
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, 16);
    }
}
