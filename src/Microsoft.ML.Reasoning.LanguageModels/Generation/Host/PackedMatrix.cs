using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A weight matrix in the order in which the product reads it: panels of 32 outputs, within a panel one input after the other.</summary>
/// <remarks>
/// A batch of a few dozen rows spends most of the time in these products, and libraries pack the weights anew for each of them.
/// The sums of a block of rows and a panel stay in registers while the panel streams from the cache: see <see cref="PackedProduct"/>.
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
    private readonly Lazy<ushort[]?> halves;

    private PackedMatrix(int inputs, int panelCount)
    {
        this.inputs = inputs;
        this.panelCount = panelCount;
        panels = new float[panelCount * PanelWidth * inputs];
        bias = new float[panelCount * PanelWidth];
        halves = new Lazy<ushort[]?>(() => Vector512.IsHardwareAccelerated ? Halves(panels) : null);
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
                Multiply(panel, ref x[row * xStride], xStride, ref y[row * yStride + panel * PanelWidth], yStride, add);
    }

    /// <summary>The outputs of one panel for a block of rows.</summary>
    public void Multiply(int panel, ref float x, int xStride, ref float y, int yStride, bool add = false)
    {
        ref float weights = ref panels[panel * PanelWidth * inputs], offset = ref bias[panel * PanelWidth];
        if (Vector512.IsHardwareAccelerated)
            PackedProduct.EightRows<Lanes512>(ref x, xStride, ref weights, inputs, ref offset, ref y, yStride, add);
        else
            PackedProduct.FourByFour<Lanes256>(ref x, xStride, ref weights, inputs, ref offset, ref y, yStride, add);
    }

    /// <summary>
    /// The outputs of one panel for a block of rows, where few rows come: a copy of the weights that is half as large is read, if it
    /// loses nothing, as for those of a bfloat16 checkpoint. The result is the same to the bit.
    /// </summary>
    public void MultiplyFew(int panel, ref float x, int xStride, ref float y, int yStride)
    {
        if (halves.Value is { } upper)
            HalfProduct.EightRows(
                ref x, xStride, ref upper[panel * PanelWidth * inputs], inputs, ref bias[panel * PanelWidth], ref y, yStride);
        else
            Multiply(panel, ref x, xStride, ref y, yStride);
    }

    /// <summary>The upper halves of numbers; null where a lower half is not 0.</summary>
    private static ushort[]? Halves(float[] values)
    {
        ushort[] upper = new ushort[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(values[i]);
            if ((bits & 0xFFFF) != 0)
                return null;
            upper[i] = (ushort)(bits >> 16);
        }

        return upper;
    }

    private void SetOutput(int row, ReadOnlySpan<float> weights, float offset)
    {
        int panel = row / PanelWidth, column = row % PanelWidth;
        for (int k = 0; k < inputs; k++)
            panels[(panel * inputs + k) * PanelWidth + column] = weights[k];
        bias[row] = offset;
    }
}
