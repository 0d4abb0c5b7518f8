namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Linear least squares by Householder reflections.</summary>
internal static class LeastSquares
{
    /// <summary>The combinations of the columns that come closest to the targets, and the largest deviation in any place.</summary>
    public static (double[][] Weights, double Error) Solve(double[][] columns, double[][] targets)
    {
        int rows = columns[0].Length, count = columns.Length;
        // Columns of length 1, or the small ones would drown.
        double[] lengths = [.. columns.Select(column => Math.Sqrt(Dot(column, column, 0)))];
        double[][] reduced = [.. columns.Select((column, k) => column.Select(value => value / lengths[k]).ToArray())];
        double[][] rotated = [.. targets.Select(target => target.ToArray())];
        var diagonal = new double[count];
        for (int k = 0; k < count; k++)
        {
            double[] mirror = reduced[k];
            double length = Math.Sqrt(Dot(mirror, mirror, k));
            diagonal[k] = mirror[k] > 0 ? -length : length;
            mirror[k] -= diagonal[k];
            double scale = Dot(mirror, mirror, k) / 2;
            foreach (double[] column in reduced.Skip(k + 1).Concat(rotated))
            {
                double share = scale > 0 ? Dot(mirror, column, k) / scale : 0;
                for (int i = k; i < rows; i++)
                    column[i] -= share * mirror[i];
            }
        }

        double[][] weights = [.. rotated.Select(target => BackSubstitute(reduced, diagonal, target))];
        double error = 0;
        for (int t = 0; t < targets.Length; t++)
        {
            for (int k = 0; k < count; k++)
                weights[t][k] /= lengths[k];
            for (int i = 0; i < rows; i++)
            {
                double sum = targets[t][i];
                for (int k = 0; k < count; k++)
                    sum -= weights[t][k] * columns[k][i];
                error = Math.Max(error, Math.Abs(sum));
            }
        }

        return (weights, error);
    }

    private static double[] BackSubstitute(double[][] reduced, double[] diagonal, double[] target)
    {
        var weights = new double[diagonal.Length];
        for (int k = weights.Length - 1; k >= 0; k--)
        {
            double sum = target[k];
            for (int j = k + 1; j < weights.Length; j++)
                sum -= reduced[j][k] * weights[j];
            weights[k] = sum / diagonal[k];
        }

        return weights;
    }

    private static double Dot(double[] left, double[] right, int from)
    {
        double sum = 0;
        for (int i = from; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
