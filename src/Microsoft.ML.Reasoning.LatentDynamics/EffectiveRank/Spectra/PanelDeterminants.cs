using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>On the host, with our own panels.</summary>
internal sealed class PanelDeterminants<TLanes, T> : IPrefixDeterminants
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Sums of squares this small are those of rows that are all the same, or so small that the guards of the definition matter.
    private const double Nothing = 1e-16;

    private readonly RowPanels<TLanes, T> rows = new();
    private readonly PanelMatrix<TLanes, T> products = new();
    private readonly PanelCholesky<TLanes, T> factor = new();
    private T[] ones = [];
    private int order;

    public int[] Lengths { get; private set; } = [];

    public int Width { get; private set; }

    public double Precision => typeof(T) == typeof(double) ? 1e-16 : 6e-8;

    public double Scale { get; private set; }

    public double[] Traces { get; private set; } = [];

    /// <summary>Takes the rows of a response, less an offset near their mean; false where their spread is nothing or no number.</summary>
    public bool Load<TSource>(ReadOnlySpan<TSource> states, ReadOnlySpan<TSource> offset, int[] lengths)
        where TSource : unmanaged, INumberBase<TSource>
    {
        (Lengths, Width, order) = (lengths, offset.Length, lengths[^1]);
        rows.Fill(states, order, offset);
        rows.Gram(products);
        Traces = PrefixTraces();
        double trace = Traces[^1], constant = trace / order / order;
        if (!(trace > Nothing) || !double.IsFinite(trace) || !T.IsFinite(T.CreateTruncating(trace)))
            return false;
        if (ones.Length < products.Order)
            ones = new T[products.Order];
        products.Complete(order, T.CreateTruncating(constant));
        // Lanczos comes from below.
        Scale = 1.02 * ExtremeEigenvalues.Largest(order, Multiply);
        return double.IsFinite(Scale) && Scale > 0;
    }

    public double[][]? LogDeterminants(ReadOnlySpan<double> shifts)
    {
        var all = new double[shifts.Length][];
        for (int k = 0; k < all.Length; k++)
        {
            if (!factor.Factor(products, shifts[k] * Scale))
                return null;
            Span<T> y = ones.AsSpan(0, products.Order);
            y.Fill(T.One);
            factor.SolveForward(y);
            all[k] = Sums(y);
        }

        return all;
    }

    public double Smallest() => ExtremeEigenvalues.Smallest(order, vector =>
    {
        Span<T> own = Own(vector);
        factor.SolveForward(own);
        double quotient = 0;
        foreach (T value in own)
            quotient += double.CreateTruncating(value * value);
        factor.SolveBackward(own);
        for (int i = 0; i < vector.Length; i++)
            vector[i] = double.CreateTruncating(own[i]);
        return quotient;
    }) / Scale;

    private double[] Sums(ReadOnlySpan<T> y)
    {
        var sums = new double[Lengths.Length];
        double log = 0, inverse = 0, unit = Math.Log(Scale);
        for (int i = 0, next = 0; next < sums.Length; i++)
        {
            double value = double.CreateTruncating(y[i]);
            log += Math.Log(factor.Pivots[i]) - unit;
            inverse += value * value;
            for (; next < sums.Length && Lengths[next] == i + 1; next++)
                sums[next] = log + Math.Log(inverse * Scale / (i + 1));
        }

        return sums;
    }

    private void Multiply(double[] vector, double[] product)
    {
        Span<T> own = Own(vector), sum = new T[own.Length];
        products.MultiplyAdd(own, sum);
        for (int i = 0; i < product.Length; i++)
            product[i] = double.CreateTruncating(sum[i]);
    }

    /// <summary>A vector in this precision, with zeros in the rows that fill the last panel.</summary>
    private Span<T> Own(double[] vector)
    {
        Span<T> own = ones.AsSpan(0, products.Order);
        own.Clear();
        for (int i = 0; i < vector.Length; i++)
            own[i] = T.CreateTruncating(vector[i]);
        return own;
    }

    private double[] PrefixTraces()
    {
        double[] borders = products.BorderSums(order), traces = new double[Lengths.Length];
        double squares = 0, all = 0;
        for (int i = 0, next = 0; next < traces.Length; i++)
        {
            squares += double.CreateTruncating(products.Element(i, i));
            all += borders[i];
            for (; next < traces.Length && Lengths[next] == i + 1; next++)
                traces[next] = Math.Max(0, squares - all / (i + 1));
        }

        return traces;
    }
}
