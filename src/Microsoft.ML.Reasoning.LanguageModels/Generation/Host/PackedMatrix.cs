using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A weight matrix in the order in which the product reads it: panels of 32 outputs, within a panel one input after the other.</summary>
/// <remarks>
/// A batch of a few dozen rows spends most of the time in these products, and libraries pack the weights anew for each of them.
/// Eight rows times 32 outputs stay in registers (16 vectors of 16 numbers) while a panel streams from the cache.
/// </remarks>
internal sealed class PackedMatrix
{
    /// <summary>Rows of inputs and outputs come in multiples of this; surplus rows are computed and ignored.</summary>
    public const int BlockRows = 8;

    /// <summary>Columns of outputs come in multiples of this.</summary>
    public const int PanelWidth = 32;

    /// <summary>Half a panel: one vector.</summary>
    public const int Lanes = PanelWidth / 2;

    private readonly float[] panels;
    private readonly float[] bias;
    private readonly int inputs;
    private readonly int panelCount;

    private PackedMatrix(int inputs, int panelCount)
    {
        this.inputs = inputs;
        this.panelCount = panelCount;
        panels = new float[panelCount * PanelWidth * inputs];
        bias = new float[panelCount * PanelWidth];
    }

    /// <summary>The width of an output row, at least the number of outputs.</summary>
    public int OutputWidth => panelCount * PanelWidth;

    /// <summary>Packs matrices [outputs, inputs] one under the other.</summary>
    public static PackedMatrix Stack(int inputs, params (float[] Weights, float[]? Bias)[] parts)
    {
        int outputs = parts.Sum(part => part.Weights.Length / inputs);
        var packed = new PackedMatrix(inputs, (outputs + PanelWidth - 1) / PanelWidth);
        int row = 0;
        foreach ((float[] weights, float[]? bias) in parts)
            for (int i = 0; i < weights.Length / inputs; i++, row++)
                packed.SetOutput(row, weights.AsSpan(i * inputs, inputs), bias?[i] ?? 0);
        return packed;
    }

    /// <summary>Packs two matrices so that each panel holds 16 outputs of one and the same 16 of the other.</summary>
    public static PackedMatrix Interleave(int inputs, (float[] Weights, float[]? Bias) gate, (float[] Weights, float[]? Bias) up)
    {
        int outputs = gate.Weights.Length / inputs;
        var packed = new PackedMatrix(inputs, (outputs + Lanes - 1) / Lanes);
        for (int i = 0; i < outputs; i++)
        {
            int row = i / Lanes * PanelWidth + i % Lanes;
            packed.SetOutput(row, gate.Weights.AsSpan(i * inputs, inputs), gate.Bias?[i] ?? 0);
            packed.SetOutput(row + Lanes, up.Weights.AsSpan(i * inputs, inputs), up.Bias?[i] ?? 0);
        }

        return packed;
    }

    /// <summary>y = x W^T + b for blocks of rows, or y += where <paramref name="add"/> is true.</summary>
    public void Multiply(float[] x, int xStride, float[] y, int yStride, int firstRow, int endRow, bool add = false)
    {
        for (int panel = 0; panel < panelCount; panel++)
            for (int row = firstRow; row < endRow; row += BlockRows)
                Block(
                    ref x[row * xStride], xStride, ref panels[panel * PanelWidth * inputs], inputs,
                    ref bias[panel * PanelWidth], ref y[row * yStride + panel * PanelWidth], yStride, add);
    }

    private void SetOutput(int row, ReadOnlySpan<float> weights, float offset)
    {
        int panel = row / PanelWidth, column = row % PanelWidth;
        for (int k = 0; k < inputs; k++)
            panels[(panel * inputs + k) * PanelWidth + column] = weights[k];
        bias[row] = offset;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(
        ref float x, int xStride, ref float w, int inputs, ref float bias, ref float y, int yStride, bool add)
    {
        ref float x0 = ref x, x1 = ref Unsafe.Add(ref x, xStride), x2 = ref Unsafe.Add(ref x, 2 * xStride);
        ref float x3 = ref Unsafe.Add(ref x, 3 * xStride), x4 = ref Unsafe.Add(ref x, 4 * xStride);
        ref float x5 = ref Unsafe.Add(ref x, 5 * xStride), x6 = ref Unsafe.Add(ref x, 6 * xStride);
        ref float x7 = ref Unsafe.Add(ref x, 7 * xStride);
        Vector512<float> a0 = Vector512.LoadUnsafe(ref bias), b0 = Vector512.LoadUnsafe(ref bias, Lanes);
        Vector512<float> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Vector512<float> b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        for (nint k = 0; k < inputs; k++)
        {
            Vector512<float> u = Vector512.LoadUnsafe(ref w), v = Vector512.LoadUnsafe(ref w, Lanes);
            w = ref Unsafe.Add(ref w, PanelWidth);
            Vector512<float> s = Vector512.Create(Unsafe.Add(ref x0, k));
            a0 = Vector512.FusedMultiplyAdd(s, u, a0);
            b0 = Vector512.FusedMultiplyAdd(s, v, b0);
            s = Vector512.Create(Unsafe.Add(ref x1, k));
            a1 = Vector512.FusedMultiplyAdd(s, u, a1);
            b1 = Vector512.FusedMultiplyAdd(s, v, b1);
            s = Vector512.Create(Unsafe.Add(ref x2, k));
            a2 = Vector512.FusedMultiplyAdd(s, u, a2);
            b2 = Vector512.FusedMultiplyAdd(s, v, b2);
            s = Vector512.Create(Unsafe.Add(ref x3, k));
            a3 = Vector512.FusedMultiplyAdd(s, u, a3);
            b3 = Vector512.FusedMultiplyAdd(s, v, b3);
            s = Vector512.Create(Unsafe.Add(ref x4, k));
            a4 = Vector512.FusedMultiplyAdd(s, u, a4);
            b4 = Vector512.FusedMultiplyAdd(s, v, b4);
            s = Vector512.Create(Unsafe.Add(ref x5, k));
            a5 = Vector512.FusedMultiplyAdd(s, u, a5);
            b5 = Vector512.FusedMultiplyAdd(s, v, b5);
            s = Vector512.Create(Unsafe.Add(ref x6, k));
            a6 = Vector512.FusedMultiplyAdd(s, u, a6);
            b6 = Vector512.FusedMultiplyAdd(s, v, b6);
            s = Vector512.Create(Unsafe.Add(ref x7, k));
            a7 = Vector512.FusedMultiplyAdd(s, u, a7);
            b7 = Vector512.FusedMultiplyAdd(s, v, b7);
        }

        Store(a0, b0, ref y, add);
        Store(a1, b1, ref Unsafe.Add(ref y, yStride), add);
        Store(a2, b2, ref Unsafe.Add(ref y, 2 * yStride), add);
        Store(a3, b3, ref Unsafe.Add(ref y, 3 * yStride), add);
        Store(a4, b4, ref Unsafe.Add(ref y, 4 * yStride), add);
        Store(a5, b5, ref Unsafe.Add(ref y, 5 * yStride), add);
        Store(a6, b6, ref Unsafe.Add(ref y, 6 * yStride), add);
        Store(a7, b7, ref Unsafe.Add(ref y, 7 * yStride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> first, Vector512<float> second, ref float target, bool add)
    {
        if (add)
        {
            first += Vector512.LoadUnsafe(ref target);
            second += Vector512.LoadUnsafe(ref target, Lanes);
        }

        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, Lanes);
    }
}
