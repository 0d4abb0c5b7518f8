using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The observables of one trajectory in float64, one row a token, a row of zeros before and after.</summary>
internal sealed class ObservableRows
{
    private double[] _rows = [];
    private double[] _scales = [];

    public int Tokens { get; private set; }

    public int Pairs => Math.Max(0, Tokens - 1);

    public int Count { get; private set; }

    public int Stride { get; private set; }

    /// <summary>What each observable was divided by. A power of two: nothing is rounded.</summary>
    public ReadOnlySpan<double> Scales => _scales.AsSpan(0, Count);

    /// <summary>Whether all rows are equal but for rounding.</summary>
    public bool IsConstant { get; private set; }

    /// <summary>g_0 and what follows.</summary>
    public ReadOnlySpan<double> Now => _rows.AsSpan(Stride);

    /// <summary>g_1 and what follows.</summary>
    public ReadOnlySpan<double> Following => _rows.AsSpan(2 * Stride);

    /// <summary>The row before g_0, which is zero, and what follows.</summary>
    public ReadOnlySpan<double> Before => _rows;

    /// <summary>Takes the projections of a trajectory [tokens, count], as float or double.</summary>
    public void Load<T>(ReadOnlySpan<T> projections, int tokens, int count, bool sigmoid)
        where T : unmanaged, INumberBase<T>
    {
        (Tokens, Count, Stride) = (tokens, count, Products.Stride(count));
        if (_scales.Length < count)
            _scales = new double[count];
        _scales.AsSpan().Fill(1);
        if (_rows.Length < (tokens + 2) * Stride)
            _rows = new double[(tokens + 2) * Stride];
        _rows.AsSpan(0, Stride).Clear();
        _rows.AsSpan((tokens + 1) * Stride, Stride).Clear();
        for (int t = 0; t < tokens; t++)
        {
            Span<double> row = _rows.AsSpan((t + 1) * Stride, Stride);
            ReadOnlySpan<T> source = projections.Slice(t * count, count);
            for (int j = 0; j < count; j++)
                row[j] = double.CreateTruncating(source[j]);
            if (sigmoid)
                Sigmoid(row);
            row[count..].Clear();
        }

        if (!sigmoid)
            Normalise();
        IsConstant = Spread() <= (typeof(T) == typeof(double) ? 1e-12 : 1e-6);
    }

    private static void Sigmoid(Span<double> row)
    {
        foreach (ref Vector<double> value in MemoryMarshal.Cast<double, Vector<double>>(row))
            value = Vector<double>.One / (Vector<double>.One + Vector.Exp(-value));
    }

    /// <summary>Divides each observable by a power of two near a given size; zero stands for none.</summary>
    public void Divide(ReadOnlySpan<double> sizes)
    {
        Span<double> factors = stackalloc double[Count];
        for (int j = 0; j < Count; j++)
        {
            double scale = sizes[j] > 0 ? Math.ScaleB(1, Math.ILogB(sizes[j])) : 1;
            _scales[j] *= scale;
            factors[j] = 1 / scale;
        }

        for (int t = 0; t < Tokens; t++)
        {
            Span<double> row = _rows.AsSpan((t + 1) * Stride, Count);
            for (int j = 0; j < row.Length; j++)
                row[j] *= factors[j];
        }
    }

    /// <summary>All values by the same power of two, so that squares stay in range.</summary>
    private void Normalise()
    {
        double largest = 0;
        foreach (double value in Now[..(Tokens * Stride)])
            largest = Math.Max(largest, Math.Abs(value));
        Span<double> sizes = stackalloc double[Count];
        sizes.Fill(largest);
        Divide(sizes);
    }

    /// <summary>The largest difference from the first row, relative to the largest value.</summary>
    private double Spread()
    {
        Vector<double> sizes = default, differences = default;
        ReadOnlySpan<Vector<double>> first = MemoryMarshal.Cast<double, Vector<double>>(Tokens > 0 ? Now[..Stride] : default);
        for (int t = 0; t < Tokens; t++)
        {
            ReadOnlySpan<Vector<double>> row = MemoryMarshal.Cast<double, Vector<double>>(Now.Slice(t * Stride, Stride));
            for (int j = 0; j < first.Length; j++)
            {
                sizes = Vector.Max(sizes, Vector.Abs(row[j]));
                differences = Vector.Max(differences, Vector.Abs(row[j] - first[j]));
            }
        }

        double largest = 0, difference = 0;
        for (int l = 0; l < Vector<double>.Count; l++)
            (largest, difference) = (Math.Max(largest, sizes[l]), Math.Max(difference, differences[l]));
        return largest == 0 ? 0 : difference / largest;
    }
}
