using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Eight numbers of double precision; where the processor has only shorter registers the runtime takes several.</summary>
internal readonly struct DoubleLanes(Vector512<double> value) : ILanes<DoubleLanes, double>
{
    private readonly Vector512<double> value = value;

    public static int Count => 8;

    public static DoubleLanes Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes Load(ref readonly double source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes Broadcast(ref readonly double source, nint offset) => new(Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes MultiplyAdd(DoubleLanes left, DoubleLanes right, DoubleLanes sum) =>
        new(Vector512.FusedMultiplyAdd(left.value, right.value, sum.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes value) => Vector512.Sum(value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator +(DoubleLanes left, DoubleLanes right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator -(DoubleLanes left, DoubleLanes right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator -(DoubleLanes value) => new(-value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes operator *(DoubleLanes left, DoubleLanes right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double target, nint offset) => value.StoreUnsafe(ref target, (nuint)offset);
}
