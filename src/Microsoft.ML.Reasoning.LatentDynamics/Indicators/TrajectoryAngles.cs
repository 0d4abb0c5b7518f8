namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The angles between the successive steps of a sequence of states.</summary>
internal sealed class TrajectoryAngles
{
    private const double ShortestStep = 1e-6;

    // After row t: the sum of the angles so far, and their number.
    private readonly double[] sums;
    private readonly int[] counts;

    /// <summary>Measures the angles of a matrix of rows, one after the other.</summary>
    public TrajectoryAngles(ReadOnlySpan<double> states, int rows, int width, int? chunk)
    {
        sums = new double[rows + 1];
        counts = new int[rows + 1];
        double[] step = new double[width], previous = new double[width];
        double previousLength = 0;
        for (int t = 1; t < rows; t++)
        {
            (sums[t + 1], counts[t + 1]) = (sums[t], counts[t]);
            if (chunk is int size && (t - 1) % size == 0)
                previousLength = 0;
            double squares = 0, product = 0;
            for (int i = 0; i < width; i++)
            {
                step[i] = states[t * width + i] - states[(t - 1) * width + i];
                squares += step[i] * step[i];
                product += step[i] * previous[i];
            }

            double length = Math.Sqrt(squares);
            if (length <= ShortestStep)
                continue;
            if (previousLength > 0)
            {
                sums[t + 1] += Math.Acos(Math.Clamp(product / length / previousLength, -1, 1));
                counts[t + 1]++;
            }

            (step, previous, previousLength) = (previous, step, length);
        }
    }

    /// <summary>The mean angle within the first rows; 0 where there is none.</summary>
    public double Mean(int rows) => counts[rows] == 0 ? 0 : sums[rows] / counts[rows];
}
