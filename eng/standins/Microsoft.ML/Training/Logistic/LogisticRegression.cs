using Microsoft.ML.Trainers;

namespace Microsoft.ML.Data;

// Minimises sum w_i log(1 + exp(-y_i (b + x_i v))) + L2/2 |v|^2 + L1 |v|_1; the bias b is not regularised. The same minimum that ML.NET's
// L-BFGS seeks, found by Newton steps whose quadratic models are minimised one coordinate at a time, with step halving.
internal sealed class LogisticRegression(LogisticExamples examples, double l1, double l2, bool nonNegative, double tolerance, int maximumSteps)
{
    private const int Sweeps = 200;
    private const int StepLimit = 1000; // Newton steps converge within tens; this ends a problem without a minimum (separable, no regularisation)

    private readonly double[] _weights = new double[examples.Width + 1]; // the bias first

    public LinearBinaryModelParameters Minimize(LinearModelParameters start)
    {
        if (start != null)
        {
            _weights[0] = start.Bias;
            for (int j = 0; j < examples.Width; j++)
                _weights[j + 1] = start.Weights[j];
        }
        double loss = Loss(_weights);
        for (int step = 0; step < Math.Min(maximumSteps, StepLimit); step++)
        {
            double[] direction = Direction();
            double[] next = _weights;
            double nextLoss = loss;
            for (double length = 1; length > 1e-10; length /= 2)
            {
                next = [.. _weights.Select((w, j) => w + length * direction[j])];
                nextLoss = Loss(next);
                if (nextLoss <= loss)
                    break;
            }
            if (nextLoss > loss)
                break;
            double gain = loss - nextLoss;
            next.CopyTo(_weights, 0);
            loss = nextLoss;
            if (gain <= tolerance * 1e-3 * Math.Max(loss, double.Epsilon))
                break;
        }
        return new LinearBinaryModelParameters([.. _weights.Skip(1).Select(w => (float)w)], (float)_weights[0]);
    }

    private double Score(double[] weights, int row)
    {
        float[] x = examples.Features[row];
        double score = weights[0];
        for (int j = 0; j < x.Length; j++)
            score += weights[j + 1] * x[j];
        return score;
    }

    private double Loss(double[] weights)
    {
        double loss = weights.Skip(1).Sum(w => l2 / 2 * w * w + l1 * Math.Abs(w));
        for (int i = 0; i < examples.Count; i++)
        {
            double margin = examples.Labels[i] ? Score(weights, i) : -Score(weights, i);
            // log(1 + exp(-margin)) without overflow
            loss += examples.Weights[i] * (Math.Max(-margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin))));
        }
        return loss;
    }

    // The minimum of the quadratic model around the weights, minus the weights.
    private double[] Direction()
    {
        int width = _weights.Length;
        var gradient = new double[width];
        var curvature = new double[width, width];
        for (int i = 0; i < examples.Count; i++)
        {
            double p = 1 / (1 + Math.Exp(-Score(_weights, i)));
            double slope = examples.Weights[i] * (p - (examples.Labels[i] ? 1 : 0));
            double bend = examples.Weights[i] * Math.Max(p * (1 - p), 1e-12);
            for (int j = 0; j < width; j++)
            {
                double xj = j == 0 ? 1 : examples.Features[i][j - 1];
                gradient[j] += slope * xj;
                for (int k = 0; k <= j; k++)
                    curvature[j, k] = curvature[k, j] += bend * xj * (k == 0 ? 1 : examples.Features[i][k - 1]);
            }
        }
        for (int j = 1; j < width; j++)
        {
            gradient[j] += l2 * _weights[j];
            curvature[j, j] += l2;
        }
        return Descend(gradient, curvature);
    }

    private double[] Descend(double[] gradient, double[,] curvature)
    {
        int width = _weights.Length;
        var direction = new double[width];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            double largest = 0;
            for (int j = 0; j < width; j++)
            {
                if (curvature[j, j] <= 0)
                    continue; // a feature that is 0 everywhere and not regularised
                double slope = gradient[j];
                for (int k = 0; k < width; k++)
                    slope += curvature[j, k] * direction[k];
                double target = _weights[j] + direction[j] - slope / curvature[j, j];
                if (j > 0)
                    target = Math.Sign(target) * Math.Max(Math.Abs(target) - l1 / curvature[j, j], 0);
                if (j > 0 && nonNegative)
                    target = Math.Max(target, 0);
                double moved = target - _weights[j] - direction[j];
                direction[j] += moved;
                largest = Math.Max(largest, Math.Abs(moved));
            }
            if (largest < 1e-12)
                break;
        }
        return direction;
    }
}
