using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The first sums, as gates (x times its sigmoid), times the second.</summary>
internal readonly struct GatedBlock : IBlockResult
{
    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> first, Vector512<float> second, ref float target) =>
        (first / (Vector512<float>.One + Vector512.Exp(-first)) * second).StoreUnsafe(ref target);
}
