namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>First and second differences of a quantity over growing prefixes of a sequence.</summary>
/// <remarks>
/// With m_j the quantity of the j-th prefix, delta_j = m_j - mean(m_1 .. m_(j-1)) for j of at least 2. The velocity is the mean of delta_j,
/// the acceleration the mean of delta_j - delta_(j-1).
/// </remarks>
internal static class PrefixDifferences
{
    /// <summary>The lengths stride + 1, 2 stride + 1, ... that do not exceed the number of rows.</summary>
    public static int[] Lengths(int rows, int stride) =>
        rows < 1 ? [] : [.. Enumerable.Range(1, (rows - 1) / stride).Select(j => j * stride + 1)];

    /// <summary>Velocity and acceleration; each is 0 where there are too few prefixes.</summary>
    public static (double Velocity, double Acceleration) Of(ReadOnlySpan<double> values)
    {
        double sum = 0, deltas = 0, first = 0, last = 0;
        for (int j = 0; j < values.Length; j++)
        {
            if (j > 0)
            {
                last = values[j] - sum / j;
                first = j == 1 ? last : first;
                deltas += last;
            }

            sum += values[j];
        }

        // The second differences telescope.
        int count = values.Length;
        return (count < 2 ? 0 : deltas / (count - 1), count < 3 ? 0 : (last - first) / (count - 2));
    }
}
