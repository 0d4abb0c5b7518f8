using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Estimates of the ends of a symmetric matrix's spectrum: a quadrature rule wants them to a few percent.</summary>
internal static class ExtremeEigenvalues
{
    private const int LanczosSteps = 9;
    private const int InverseSteps = 3;

    /// <summary>The largest eigenvalue from a few steps of Lanczos: slightly too small.</summary>
    /// <param name="order">The order of the matrix.</param>
    /// <param name="multiply">Writes the product of the matrix and the first vector to the second.</param>
    public static double Largest(int order, Action<double[], double[]> multiply)
    {
        double[] previous = new double[order], current = Start(order), next = new double[order];
        Span<double> diagonal = stackalloc double[LanczosSteps], side = stackalloc double[LanczosSteps];
        int steps = 0;
        double beta = 0;
        while (steps < Math.Min(LanczosSteps, order))
        {
            multiply(current, next);
            double alpha = Dot(next, current);
            for (int i = 0; i < order; i++)
                next[i] -= alpha * current[i] + beta * previous[i];
            diagonal[steps] = alpha;
            beta = Math.Sqrt(Dot(next, next));
            side[steps++] = beta;
            if (!(beta > 1e-6 * Math.Abs(alpha)))
                break;
            for (int i = 0; i < order; i++)
                next[i] /= beta;
            (previous, current, next) = (current, next, previous);
        }

        return LargestOfTridiagonal(diagonal[..steps], side);
    }

    /// <summary>The smallest eigenvalue from a few steps of inverse iteration: slightly too large.</summary>
    /// <param name="order">The order of the matrix.</param>
    /// <param name="solve">Replaces a vector v by A^-1 v and returns v^T A^-1 v.</param>
    public static double Smallest(int order, Func<double[], double> solve)
    {
        double[] vector = Start(order);
        double inverse = 0;
        for (int step = 0; step < InverseSteps; step++)
        {
            inverse = solve(vector);
            double length = Math.Sqrt(Dot(vector, vector));
            for (int i = 0; i < order; i++)
                vector[i] /= length;
        }

        return 1 / inverse;
    }

    /// <summary>A vector of length 1 in no direction that matters.</summary>
    private static double[] Start(int order)
    {
        double scale = 1 / Math.Sqrt(order);
        return [.. Enumerable.Range(0, order).Select(i => BitOperations.PopCount((uint)i * 0x9E3779B1u >> 7) % 2 == 0 ? scale : -scale)];
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    /// <summary>Bisection: an x is above all eigenvalues if every pivot of T - x I is negative.</summary>
    private static double LargestOfTridiagonal(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> side)
    {
        double low = double.NegativeInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < diagonal.Length; i++)
        {
            low = Math.Max(low, diagonal[i]);
            high = Math.Max(high, diagonal[i] + (i > 0 ? side[i - 1] : 0) + (i + 1 < diagonal.Length ? side[i] : 0));
        }

        for (int round = 0; round < 40; round++)
        {
            double middle = (low + high) / 2, pivot = 1;
            bool above = true;
            for (int i = 0; i < diagonal.Length && above; i++)
            {
                pivot = diagonal[i] - middle - (i > 0 ? side[i - 1] * side[i - 1] / pivot : 0);
                above = pivot < 0;
            }

            (low, high) = above ? (low, middle) : (middle, high);
        }

        return high;
    }
}
