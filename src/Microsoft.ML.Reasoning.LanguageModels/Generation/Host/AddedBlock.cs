using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Added to what is there: a branch that joins the residual stream.</summary>
internal readonly struct AddedBlock : IBlockResult
{
    public static int Width => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> first, Vector512<float> second, ref float target)
    {
        (Vector512.LoadUnsafe(ref target) + first).StoreUnsafe(ref target);
        (Vector512.LoadUnsafe(ref target, 16) + second).StoreUnsafe(ref target, 16);
    }
}
