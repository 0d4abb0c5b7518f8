using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Sixteen numbers of single precision; where the processor has only shorter registers the runtime takes several.</summary>
internal readonly struct SingleLanes(Vector512<float> value) : ILanes<SingleLanes, float>
{
    private readonly Vector512<float> value = value;

    public static int Count => 16;

    public static SingleLanes Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes Load(ref readonly float source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes Broadcast(ref readonly float source, nint offset) => new(Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes MultiplyAdd(SingleLanes left, SingleLanes right, SingleLanes sum) =>
        new(Vector512.FusedMultiplyAdd(left.value, right.value, sum.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(SingleLanes value) => Vector512.Sum(value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator +(SingleLanes left, SingleLanes right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator -(SingleLanes left, SingleLanes right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator -(SingleLanes value) => new(-value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SingleLanes operator *(SingleLanes left, SingleLanes right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target, nint offset) => value.StoreUnsafe(ref target, (nuint)offset);
}
