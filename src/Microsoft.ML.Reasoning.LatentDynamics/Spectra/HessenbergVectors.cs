using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// Right and left eigenvectors of an upper Hessenberg matrix by inverse iteration, one eigenvalue in each lane of the
/// registers: all lanes do the same, and a row exchange is a selection.
/// </summary>
internal sealed class HessenbergVectors
{
    private const double Epsilon = 2.220446049250313e-16;

    // One iteration is enough almost always; a second is for a start that happened to have little of the vector.
    private const int MostIterations = 2;

    private static readonly int s_lanes = Vector<double>.Count;

    private readonly int _capacity;
    private readonly double[] _upperReal, _upperImaginary, _multiplierReal, _multiplierImaginary, _swap;
    private readonly double[] _rightReal, _rightImaginary, _leftReal, _leftImaginary;

    public HessenbergVectors(int capacity)
    {
        _capacity = capacity;
        (_upperReal, _upperImaginary) = (new double[capacity * capacity * s_lanes], new double[capacity * capacity * s_lanes]);
        (_multiplierReal, _multiplierImaginary) = (Row(), Row());
        _swap = Row();
        (_rightReal, _rightImaginary, _leftReal, _leftImaginary) = (Row(), Row(), Row(), Row());
        double[] Row() => new double[capacity * s_lanes];
    }

    /// <summary>
    /// For each of the eigenvalues of H, which is zero below its subdiagonal: right, x of H x = λ x, and left, u of uᵀ H = λ uᵀ
    /// (not conjugated), both of length 1.
    /// </summary>
    public void Compute(ReadOnlySpan<double> h, int stride, int order, ReadOnlySpan<Complex> values, EigenvectorSet right, EigenvectorSet left)
    {
        double norm = 0;
        for (int i = 0; i < order; i++)
            for (int j = Math.Max(i - 1, 0); j < order; j++)
                norm += h[i * stride + j] * h[i * stride + j];
        double smallest = Math.Max(Epsilon * Math.Sqrt(norm), 1e-150);
        // What a vector of numbers near 1 has to grow to for its residual to be at the level of rounding.
        double enough = 0.05 * Math.Sqrt(order) / smallest;
        Span<double> real = stackalloc double[s_lanes], imaginary = stackalloc double[s_lanes];
        for (int first = 0; first < values.Length; first += s_lanes)
        {
            int count = Math.Min(s_lanes, values.Length - first);
            for (int l = 0; l < s_lanes; l++)
                (real[l], imaginary[l]) = (values[first + Math.Min(l, count - 1)].Real, values[first + Math.Min(l, count - 1)].Imaginary);
            Factor(h, stride, order, new Vector<double>(real), new Vector<double>(imaginary), smallest);
            Start(order, first, _rightReal, _rightImaginary);
            Start(order, first + values.Length, _leftReal, _leftImaginary);
            bool found = false;
            for (int iteration = 0; !found && iteration < MostIterations; iteration++)
            {
                if (iteration > 0)
                    ApplyLower(order);
                SolveUpper(order);
                found = Normalise(order, _rightReal, _rightImaginary, enough);
                SolveUpperTransposed(order);
                ApplyLowerTransposed(order);
                found &= Normalise(order, _leftReal, _leftImaginary, enough);
            }

            right.Store(_rightReal, _rightImaginary, first, count, order, s_lanes);
            left.Store(_leftReal, _leftImaginary, first, count, order, s_lanes);
        }
    }

    /// <summary>Fixed numbers without a pattern, others for each eigenvalue: equal eigenvalues must not start alike.</summary>
    private static void Start(int order, int first, double[] real, double[] imaginary)
    {
        for (int i = 0; i < order; i++)
            for (int l = 0; l < s_lanes; l++)
            {
                double phase = 0.6180339887498949 * (i + 1) * (first + l + 1) + 0.4142135623730951 * (first + l) + 0.2360679774997898 * i;
                real[i * s_lanes + l] = 0.5 + (phase - Math.Floor(phase));
                imaginary[i * s_lanes + l] = 0;
            }
    }

    /// <summary>M (H - λ) = U, where M exchanges neighbouring rows and subtracts multiples of the upper one.</summary>
    private void Factor(ReadOnlySpan<double> h, int stride, int order, Vector<double> shiftReal, Vector<double> shiftImaginary, double smallest)
    {
        ref double ur = ref MemoryMarshal.GetArrayDataReference(_upperReal);
        ref double ui = ref MemoryMarshal.GetArrayDataReference(_upperImaginary);
        nint row = (nint)_capacity * s_lanes;
        for (int j = 0; j < order; j++)
        {
            Vector<double> value = new(h[j]);
            Save(j == 0 ? value - shiftReal : value, ref ur, j * s_lanes);
            Save(j == 0 ? -shiftImaginary : default, ref ui, j * s_lanes);
        }

        var least = new Vector<double>(smallest * smallest);
        for (int k = 0; k < order - 1; k++)
        {
            ref double upperReal = ref Unsafe.Add(ref ur, k * row);
            ref double upperImaginary = ref Unsafe.Add(ref ui, k * row);
            ref double nextReal = ref Unsafe.Add(ref ur, (k + 1) * row);
            ref double nextImaginary = ref Unsafe.Add(ref ui, (k + 1) * row);
            ReadOnlySpan<double> below = h.Slice((k + 1) * stride, order);
            Vector<double> pivotReal = Load(ref upperReal, k * s_lanes), pivotImaginary = Load(ref upperImaginary, k * s_lanes);
            Vector<double> size = pivotReal * pivotReal + pivotImaginary * pivotImaginary;
            Vector<double> sub = new(below[k]);
            Vector<long> tiny = Vector.LessThan(Vector.Max(size, sub * sub), least);
            Vector<long> swap = Vector.AndNot(Vector.GreaterThan(sub * sub, size), tiny);
            // Both candidates vanish: a small pivot stands in for them, as is usual in inverse iteration.
            pivotReal = Vector.ConditionalSelect(tiny, new Vector<double>(smallest), pivotReal);
            pivotImaginary = Vector.ConditionalSelect(tiny, default, pivotImaginary);
            size = Vector.ConditionalSelect(tiny, least, size);
            // swap: multiplier = pivot / sub, else sub / pivot.
            Vector<double> scale = Vector.ConditionalSelect(swap, Vector<double>.One / sub, sub / size);
            Vector<double> mr = pivotReal * scale;
            Vector<double> mi = Vector.ConditionalSelect(swap, pivotImaginary * scale, -pivotImaginary * scale);
            Save(mr, ref MemoryMarshal.GetArrayDataReference(_multiplierReal), k * s_lanes);
            Save(mi, ref MemoryMarshal.GetArrayDataReference(_multiplierImaginary), k * s_lanes);
            Save(Vector.AsVectorDouble(swap), ref MemoryMarshal.GetArrayDataReference(_swap), k * s_lanes);
            Save(Vector.ConditionalSelect(swap, sub, pivotReal), ref upperReal, k * s_lanes);
            Save(Vector.ConditionalSelect(swap, default, pivotImaginary), ref upperImaginary, k * s_lanes);
            for (int j = k + 1; j < order; j++)
            {
                Vector<double> ar = Load(ref upperReal, j * s_lanes), ai = Load(ref upperImaginary, j * s_lanes), br = new(below[j]), bi = default;
                if (j == k + 1)
                    (br, bi) = (br - shiftReal, -shiftImaginary);
                Vector<double> topReal = Vector.ConditionalSelect(swap, br, ar), topImaginary = Vector.ConditionalSelect(swap, bi, ai);
                Vector<double> lowReal = Vector.ConditionalSelect(swap, ar, br), lowImaginary = Vector.ConditionalSelect(swap, ai, bi);
                Save(topReal, ref upperReal, j * s_lanes);
                Save(topImaginary, ref upperImaginary, j * s_lanes);
                Save(lowReal - mr * topReal + mi * topImaginary, ref nextReal, j * s_lanes);
                Save(lowImaginary - mr * topImaginary - mi * topReal, ref nextImaginary, j * s_lanes);
            }
        }

        InvertDiagonal(order, smallest);
    }

    private void InvertDiagonal(int order, double smallest)
    {
        var least = new Vector<double>(smallest * smallest);
        for (int k = 0; k < order; k++)
        {
            int at = (k * _capacity + k) * s_lanes;
            Vector<double> real = new(_upperReal, at), imaginary = new(_upperImaginary, at);
            Vector<double> size = real * real + imaginary * imaginary;
            Vector<long> tiny = Vector.LessThan(size, least);
            real = Vector.ConditionalSelect(tiny, new Vector<double>(smallest), real);
            imaginary = Vector.ConditionalSelect(tiny, default, imaginary);
            size = Vector.ConditionalSelect(tiny, least, size);
            (real / size).CopyTo(_upperReal, at);
            (-imaginary / size).CopyTo(_upperImaginary, at);
        }
    }

    /// <summary>U x = b, from the last row up.</summary>
    private void SolveUpper(int order)
    {
        ref double xr = ref MemoryMarshal.GetArrayDataReference(_rightReal);
        ref double xi = ref MemoryMarshal.GetArrayDataReference(_rightImaginary);
        for (int i = order - 1; i >= 0; i--)
        {
            ref double ur = ref _upperReal[i * _capacity * s_lanes];
            ref double ui = ref _upperImaginary[i * _capacity * s_lanes];
            Vector<double> real = Load(ref xr, i * s_lanes), imaginary = Load(ref xi, i * s_lanes), real2 = default, imaginary2 = default;
            for (int j = i + 1; j < order; j++)
            {
                Vector<double> a = Load(ref ur, j * s_lanes), b = Load(ref ui, j * s_lanes);
                Vector<double> c = Load(ref xr, j * s_lanes), d = Load(ref xi, j * s_lanes);
                real = Vector.FusedMultiplyAdd(-a, c, real);
                real2 = Vector.FusedMultiplyAdd(b, d, real2);
                imaginary = Vector.FusedMultiplyAdd(-a, d, imaginary);
                imaginary2 = Vector.FusedMultiplyAdd(b, c, imaginary2);
            }

            real += real2;
            imaginary -= imaginary2;
            Vector<double> p = Load(ref ur, i * s_lanes), q = Load(ref ui, i * s_lanes);
            Save(real * p - imaginary * q, ref xr, i * s_lanes);
            Save(real * q + imaginary * p, ref xi, i * s_lanes);
        }
    }

    /// <summary>Uᵀ t = b, from the first row down.</summary>
    private void SolveUpperTransposed(int order)
    {
        ref double tr = ref MemoryMarshal.GetArrayDataReference(_leftReal);
        ref double ti = ref MemoryMarshal.GetArrayDataReference(_leftImaginary);
        for (int i = 0; i < order; i++)
        {
            ref double ur = ref _upperReal[i * _capacity * s_lanes];
            ref double ui = ref _upperImaginary[i * _capacity * s_lanes];
            Vector<double> p = Load(ref ur, i * s_lanes), q = Load(ref ui, i * s_lanes);
            Vector<double> br = Load(ref tr, i * s_lanes), bi = Load(ref ti, i * s_lanes);
            Vector<double> real = br * p - bi * q, imaginary = br * q + bi * p;
            Save(real, ref tr, i * s_lanes);
            Save(imaginary, ref ti, i * s_lanes);
            for (int j = i + 1; j < order; j++)
            {
                Vector<double> a = Load(ref ur, j * s_lanes), b = Load(ref ui, j * s_lanes);
                Save(Load(ref tr, j * s_lanes) - a * real + b * imaginary, ref tr, j * s_lanes);
                Save(Load(ref ti, j * s_lanes) - a * imaginary - b * real, ref ti, j * s_lanes);
            }
        }
    }

    /// <summary>x = M x.</summary>
    private void ApplyLower(int order)
    {
        for (int k = 0; k < order - 1; k++)
        {
            int at = k * s_lanes, next = at + s_lanes;
            Vector<long> swap = Vector.AsVectorInt64(new Vector<double>(_swap, at));
            Vector<double> mr = new(_multiplierReal, at), mi = new(_multiplierImaginary, at);
            Vector<double> ar = new(_rightReal, at), ai = new(_rightImaginary, at), br = new(_rightReal, next), bi = new(_rightImaginary, next);
            Vector<double> topReal = Vector.ConditionalSelect(swap, br, ar), topImaginary = Vector.ConditionalSelect(swap, bi, ai);
            topReal.CopyTo(_rightReal, at);
            topImaginary.CopyTo(_rightImaginary, at);
            (Vector.ConditionalSelect(swap, ar, br) - mr * topReal + mi * topImaginary).CopyTo(_rightReal, next);
            (Vector.ConditionalSelect(swap, ai, bi) - mr * topImaginary - mi * topReal).CopyTo(_rightImaginary, next);
        }
    }

    /// <summary>t = Mᵀ t.</summary>
    private void ApplyLowerTransposed(int order)
    {
        for (int k = order - 2; k >= 0; k--)
        {
            int at = k * s_lanes, next = at + s_lanes;
            Vector<long> swap = Vector.AsVectorInt64(new Vector<double>(_swap, at));
            Vector<double> mr = new(_multiplierReal, at), mi = new(_multiplierImaginary, at);
            Vector<double> br = new(_leftReal, next), bi = new(_leftImaginary, next);
            Vector<double> ar = new Vector<double>(_leftReal, at) - mr * br + mi * bi;
            Vector<double> ai = new Vector<double>(_leftImaginary, at) - mr * bi - mi * br;
            Vector.ConditionalSelect(swap, br, ar).CopyTo(_leftReal, at);
            Vector.ConditionalSelect(swap, bi, ai).CopyTo(_leftImaginary, at);
            Vector.ConditionalSelect(swap, ar, br).CopyTo(_leftReal, next);
            Vector.ConditionalSelect(swap, ai, bi).CopyTo(_leftImaginary, next);
        }
    }

    /// <summary>Makes all vectors unit vectors; returns whether all were as long as they had to become.</summary>
    private static bool Normalise(int order, double[] real, double[] imaginary, double enough)
    {
        Vector<double> largest = default, sum = default;
        for (int i = 0; i < order * s_lanes; i += s_lanes)
            largest = Vector.Max(largest, Vector.Max(Vector.Abs(new Vector<double>(real, i)), Vector.Abs(new Vector<double>(imaginary, i))));
        Vector<double> scale = Vector<double>.One / largest;
        for (int i = 0; i < order * s_lanes; i += s_lanes)
        {
            Vector<double> a = new Vector<double>(real, i) * scale, b = new Vector<double>(imaginary, i) * scale;
            sum += a * a + b * b;
        }

        Vector<double> root = Vector.SquareRoot(sum);
        scale /= root;
        for (int i = 0; i < order * s_lanes; i += s_lanes)
        {
            (new Vector<double>(real, i) * scale).CopyTo(real, i);
            (new Vector<double>(imaginary, i) * scale).CopyTo(imaginary, i);
        }

        return Vector.GreaterThanOrEqualAll(root * largest, new Vector<double>(enough));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double source, int offset) => Vector.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Save(Vector<double> value, ref double target, int offset) => value.StoreUnsafe(ref target, (nuint)offset);
}
