using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Loops over vectors: norms, gates and their gradients.</summary>
internal static class HostVectors
{
    /// <summary>y += x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ReadOnlySpan<float> x, Span<float> y)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            (new Vector<float>(x[i..]) + new Vector<float>(y[i..])).CopyTo(y[i..]);
        for (; i < x.Length; i++)
            y[i] += x[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        int i = 0;
        Vector<float> sums = default;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            sums += new Vector<float>(x[i..]) * new Vector<float>(y[i..]);
        float sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>One over the root of the mean square.</summary>
    public static float InverseRoot(ReadOnlySpan<float> x, float epsilon) => 1 / MathF.Sqrt(Dot(x, x) / x.Length + epsilon);

    /// <summary>y = x scale w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<float> x, float scale, ReadOnlySpan<float> w, Span<float> y)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            (new Vector<float>(x[i..]) * scale * new Vector<float>(w[i..])).CopyTo(y[i..]);
        for (; i < x.Length; i++)
            y[i] = x[i] * scale * w[i];
    }

    /// <summary>
    /// The way back of y = x s w with s = <see cref="InverseRoot"/>: adds the gradients of x, given that of y, and of w.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleBack(ReadOnlySpan<float> dy, ReadOnlySpan<float> x, float scale, ReadOnlySpan<float> w, Span<float> dx, Span<float> dw)
    {
        int i = 0;
        Vector<float> sums = default;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
        {
            Vector<float> d = new(dy[i..]), v = new(x[i..]), product = d * v;
            sums += product * new Vector<float>(w[i..]);
            (new Vector<float>(dw[i..]) + product * scale).CopyTo(dw[i..]);
        }

        float sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            sum += dy[i] * x[i] * w[i];
            dw[i] += dy[i] * x[i] * scale;
        }

        float back = sum * scale * scale * scale / x.Length;
        for (i = 0; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            (new Vector<float>(dx[i..]) + new Vector<float>(dy[i..]) * new Vector<float>(w[i..]) * scale - new Vector<float>(x[i..]) * back).CopyTo(dx[i..]);
        for (; i < x.Length; i++)
            dx[i] += dy[i] * w[i] * scale - x[i] * back;
    }

    /// <summary>y = gate sigmoid(gate) up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gate(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> y)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= gate.Length; i += Vector<float>.Count)
        {
            Vector<float> g = new(gate[i..]);
            (g / (Vector<float>.One + Vector.Exp(-g)) * new Vector<float>(up[i..])).CopyTo(y[i..]);
        }

        for (; i < gate.Length; i++)
            y[i] = gate[i] / (1 + MathF.Exp(-gate[i])) * up[i];
    }

    /// <summary>The way back of <see cref="Gate"/>, which is computed again into <paramref name="y"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GateBack(
        ReadOnlySpan<float> dy, ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> y, Span<float> dgate, Span<float> dup)
    {
        int i = 0;
        Vector<float> one = Vector<float>.One;
        for (; i + Vector<float>.Count <= gate.Length; i += Vector<float>.Count)
        {
            Vector<float> g = new(gate[i..]), u = new(up[i..]), d = new(dy[i..]), share = one / (one + Vector.Exp(-g)), active = g * share;
            (active * u).CopyTo(y[i..]);
            (d * active).CopyTo(dup[i..]);
            (d * u * (share + active * (one - share))).CopyTo(dgate[i..]);
        }

        for (; i < gate.Length; i++)
        {
            float share = 1 / (1 + MathF.Exp(-gate[i])), active = gate[i] * share;
            y[i] = active * up[i];
            dup[i] = dy[i] * active;
            dgate[i] = dy[i] * up[i] * (share + active * (1 - share));
        }
    }

    /// <summary>Turns the first half of a head against the second, and scales; a negative sign of the sine turns it back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(ReadOnlySpan<float> x, ReadOnlySpan<float> cosine, ReadOnlySpan<float> sine, float direction, float scale, Span<float> y)
    {
        int half = cosine.Length, i = 0;
        ReadOnlySpan<float> x1 = x[..half], x2 = x.Slice(half, half);
        Span<float> y1 = y[..half], y2 = y.Slice(half, half);
        for (; i + Vector<float>.Count <= half; i += Vector<float>.Count)
        {
            Vector<float> a = new(x1[i..]), b = new(x2[i..]), c = new Vector<float>(cosine[i..]) * scale, s = new Vector<float>(sine[i..]) * (direction * scale);
            (a * c - b * s).CopyTo(y1[i..]);
            (b * c + a * s).CopyTo(y2[i..]);
        }

        for (; i < half; i++)
        {
            float a = x1[i], b = x2[i], c = cosine[i] * scale, s = sine[i] * (direction * scale);
            y1[i] = a * c - b * s;
            y2[i] = b * c + a * s;
        }
    }

    /// <summary>x = exp(x - shift), in place; the sum of what came out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Exponentials(Span<float> x, float shift)
    {
        int i = 0;
        Vector<float> sums = default, start = new(shift);
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
        {
            Vector<float> value = Vector.Exp(new Vector<float>(x[i..]) - start);
            value.CopyTo(x[i..]);
            sums += value;
        }

        float sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += x[i] = MathF.Exp(x[i] - shift);
        return sum;
    }

    /// <summary>d = p (d - shift), in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SoftmaxBack(ReadOnlySpan<float> p, Span<float> d, float shift)
    {
        int i = 0;
        Vector<float> start = new(shift);
        for (; i + Vector<float>.Count <= p.Length; i += Vector<float>.Count)
            (new Vector<float>(p[i..]) * (new Vector<float>(d[i..]) - start)).CopyTo(d[i..]);
        for (; i < p.Length; i++)
            d[i] = p[i] * (d[i] - shift);
    }

    /// <summary>x = x scale, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(Span<float> x, float scale)
    {
        int i = 0;
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            (new Vector<float>(x[i..]) * scale).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] *= scale;
    }

    /// <summary>x = x - shift, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shift(Span<float> x, float shift)
    {
        int i = 0;
        Vector<float> start = new(shift);
        for (; i + Vector<float>.Count <= x.Length; i += Vector<float>.Count)
            (new Vector<float>(x[i..]) - start).CopyTo(x[i..]);
        for (; i < x.Length; i++)
            x[i] -= shift;
    }

    /// <summary>-sum of exp(l) l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float EntropyOf(ReadOnlySpan<float> logShares)
    {
        int i = 0;
        Vector<float> sums = default;
        for (; i + Vector<float>.Count <= logShares.Length; i += Vector<float>.Count)
        {
            Vector<float> log = new(logShares[i..]);
            sums += Vector.Exp(log) * log;
        }

        float sum = Vector.Sum(sums);
        for (; i < logShares.Length; i++)
            sum += MathF.Exp(logShares[i]) * logShares[i];
        return -sum;
    }

    /// <summary>
    /// The gradient of logits, in place of the log-shares l: -p (g + e (l + H)) scale, for the gradients g of the chosen log-share
    /// (whose own place still lacks g scale) and e of the entropy H.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LogSharesBack(Span<float> logShares, float logGradient, float entropyGradient, float entropy, float scale)
    {
        int i = 0;
        float constant = -scale * (logGradient + entropyGradient * entropy), slope = -scale * entropyGradient;
        Vector<float> start = new(constant);
        for (; i + Vector<float>.Count <= logShares.Length; i += Vector<float>.Count)
        {
            Vector<float> log = new(logShares[i..]);
            (Vector.Exp(log) * (start + log * slope)).CopyTo(logShares[i..]);
        }

        for (; i < logShares.Length; i++)
            logShares[i] = MathF.Exp(logShares[i]) * (constant + logShares[i] * slope);
    }
}
