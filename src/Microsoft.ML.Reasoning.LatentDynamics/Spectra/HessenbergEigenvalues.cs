namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// The eigenvalues of an upper Hessenberg matrix by the implicitly shifted double QR iteration (J. G. F. Francis, "The QR
/// transformation", The Computer Journal 4, 1961/62). Only the active block is transformed: no Schur vectors are kept.
/// </summary>
internal static class HessenbergEigenvalues
{
    private const double Epsilon = 2.220446049250313e-16;

    // Far more than are ever needed; whatever remains then is a subdiagonal element small enough to be cut off.
    private const int MostIterations = 100;

    /// <summary>Overwrites the matrix; complex pairs lie next to each other, the one above the real axis first.</summary>
    public static void Compute(Span<double> h, int stride, int order, Span<double> real, Span<double> imaginary)
    {
        double norm = 0;
        for (int i = 0; i < order; i++)
            for (int j = Math.Max(i - 1, 0); j < order; j++)
                norm += Math.Abs(h[i * stride + j]);
        int last = order - 1, iterations = 0;
        double shift = 0;
        while (last >= 0)
        {
            int first = FindSplit(h, stride, last, norm);
            if (first == last)
            {
                real[last] = h[last * stride + last] + shift;
                imaginary[last] = 0;
                (last, iterations) = (last - 1, 0);
                continue;
            }

            if (first == last - 1)
            {
                SolvePair(h, stride, last, shift, real, imaginary);
                (last, iterations) = (last - 2, 0);
                continue;
            }

            if (++iterations > MostIterations)
            {
                CutSmallest(h, stride, first, last);
                iterations = 0;
                continue;
            }

            double x = h[last * stride + last], y = h[(last - 1) * stride + last - 1];
            double w = h[last * stride + last - 1] * h[(last - 1) * stride + last];
            if (iterations % 10 == 0)
            {
                // An exceptional shift breaks the rare cycle.
                shift += x;
                for (int i = 0; i <= last; i++)
                    h[i * stride + i] -= x;
                double s = Math.Abs(h[last * stride + last - 1]) + Math.Abs(h[(last - 1) * stride + last - 2]);
                (x, y, w) = (0.75 * s, 0.75 * s, -0.4375 * s * s);
            }

            Sweep(h, stride, first, last, x, y, w);
        }
    }

    /// <summary>The first row of the unreduced block that ends at <paramref name="last"/>.</summary>
    private static int FindSplit(Span<double> h, int stride, int last, double norm)
    {
        for (int k = last; k > 0; k--)
        {
            double around = Math.Abs(h[(k - 1) * stride + k - 1]) + Math.Abs(h[k * stride + k]);
            if (Math.Abs(h[k * stride + k - 1]) <= Epsilon * (around == 0 ? norm : around))
            {
                h[k * stride + k - 1] = 0;
                return k;
            }
        }

        return 0;
    }

    private static void SolvePair(Span<double> h, int stride, int last, double shift, Span<double> real, Span<double> imaginary)
    {
        double x = h[last * stride + last], y = h[(last - 1) * stride + last - 1];
        double w = h[last * stride + last - 1] * h[(last - 1) * stride + last];
        double p = (y - x) / 2, q = p * p + w, z = Math.Sqrt(Math.Abs(q));
        x += shift;
        if (q >= 0)
        {
            z = p + (p >= 0 ? z : -z);
            real[last - 1] = x + z;
            real[last] = z != 0 ? x - w / z : x;
            imaginary[last - 1] = imaginary[last] = 0;
        }
        else
        {
            real[last - 1] = real[last] = x + p;
            (imaginary[last - 1], imaginary[last]) = (z, -z);
        }
    }

    private static void CutSmallest(Span<double> h, int stride, int first, int last)
    {
        int smallest = last;
        for (int k = first + 1; k <= last; k++)
            if (Math.Abs(h[k * stride + k - 1]) < Math.Abs(h[smallest * stride + smallest - 1]))
                smallest = k;
        h[smallest * stride + smallest - 1] = 0;
    }

    /// <summary>One double step on rows first to last: the bulge is made where two small subdiagonals allow it, and chased down.</summary>
    private static void Sweep(Span<double> h, int stride, int first, int last, double x, double y, double w)
    {
        double p = 0, q = 0, r = 0;
        int start = last - 2;
        for (; start >= first; start--)
        {
            double z = h[start * stride + start], a = x - z, b = y - z;
            double next = h[(start + 1) * stride + start];
            p = (a * b - w) / next + h[start * stride + start + 1];
            q = h[(start + 1) * stride + start + 1] - z - a - b;
            r = h[(start + 2) * stride + start + 1];
            double size = Math.Abs(p) + Math.Abs(q) + Math.Abs(r);
            (p, q, r) = (p / size, q / size, r / size);
            if (start == first)
                break;
            double left = Math.Abs(h[start * stride + start - 1]) * (Math.Abs(q) + Math.Abs(r));
            double right = Math.Abs(p)
                * (Math.Abs(h[(start - 1) * stride + start - 1]) + Math.Abs(z) + Math.Abs(h[(start + 1) * stride + start + 1]));
            if (left < Epsilon * right)
                break;
        }

        for (int i = start + 2; i <= last; i++)
        {
            h[i * stride + i - 2] = 0;
            if (i > start + 2)
                h[i * stride + i - 3] = 0;
        }

        for (int k = start; k < last; k++)
        {
            bool three = k < last - 1;
            if (k > start)
            {
                p = h[k * stride + k - 1];
                q = h[(k + 1) * stride + k - 1];
                r = three ? h[(k + 2) * stride + k - 1] : 0;
                x = Math.Abs(p) + Math.Abs(q) + Math.Abs(r);
                if (x == 0)
                    continue;
                (p, q, r) = (p / x, q / x, r / x);
            }

            double s = Math.Sqrt(p * p + q * q + r * r);
            if (s == 0)
                return;
            if (p < 0)
                s = -s;
            if (k > start)
                h[k * stride + k - 1] = -s * x;
            else if (first < start)
                h[k * stride + k - 1] = -h[k * stride + k - 1];
            p += s;
            (x, y, double z) = (p / s, q / s, r / s);
            (q, r) = (q / p, r / p);
            BulgeStep.Rows(h, stride, k, last, three, x, y, z, q, r);
            BulgeStep.Columns(h, stride, k, first, Math.Min(last, k + 3), three, x, y, z, q, r);
        }
    }
}
