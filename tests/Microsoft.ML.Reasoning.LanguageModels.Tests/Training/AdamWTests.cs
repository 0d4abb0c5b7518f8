using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class AdamWTests
{
    private static readonly double[] Matrix = [0.5, -1.25, 2, 0.125, -0.75, 1], Vector = [1, -2];

    [TestMethod]
    public void Agrees_with_a_computation_in_double_precision()
    {
        const double Beta1 = 0.9, Beta2 = 0.98, Epsilon = 1e-6, Decay = 0.1, Rate = 0.05;
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = Floats([.. Matrix, .. Vector]), gradients = zeros([8]);
        using var optimizer = new AdamW(weights, gradients, Matrix.Length, new(Beta1, Beta2, Epsilon, Decay));
        double[] w = [.. Matrix, .. Vector], m = new double[8], v = new double[8];
        for (int step = 1; step <= 4; step++)
        {
            double[] first = [.. Enumerable.Range(0, 8).Select(i => Math.Sin(step + i))], second = [.. Enumerable.Range(0, 8).Select(i => Math.Cos(3.0 * step * i))];
            foreach (double[] part in new[] { first, second })
            {
                gradients.add_(Floats(part));
                optimizer.CollectGradients();
            }
            double norm = Math.Sqrt(first.Zip(second, (a, b) => (a + b) * (a + b) / 9).Sum());
            Assert.AreEqual(norm, optimizer.GradientNorm(3), 1e-6);
            optimizer.Step(Rate, divisor: 3);
            for (int i = 0; i < 8; i++)
            {
                double g = (first[i] + second[i]) / 3;
                m[i] = Beta1 * m[i] + (1 - Beta1) * g;
                v[i] = Beta2 * v[i] + (1 - Beta2) * g * g;
                if (i < 6)
                    w[i] -= Rate * Decay * w[i];
                w[i] -= Rate * (m[i] / (1 - Math.Pow(Beta1, step))) / (Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, step))) + Epsilon);
            }
        }
        float[] found = weights.data<float>().ToArray();
        for (int i = 0; i < 8; i++)
            Assert.AreEqual(w[i], found[i], 2e-6, $"weight {i}");
        Assert.AreEqual(4, optimizer.StepCount);
    }

    [TestMethod]
    public void Half_precision_weights_move_by_steps_that_are_smaller_than_their_spacing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = ones([16], ScalarType.BFloat16), gradients = zeros([16], ScalarType.BFloat16); // below 1 comes 1 - 2^-8
        using var optimizer = new AdamW(weight, gradients, 16);
        for (int step = 0; step < 100; step++)
        {
            gradients.fill_(1);
            optimizer.CollectGradients();
            optimizer.Step(1e-4);
        }
        Assert.AreEqual(0.99f, weight.to_type(ScalarType.Float32).data<float>()[0], 0.003f);
    }

    [TestMethod]
    public void Sums_of_half_precision_gradients_are_exact()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradients = zeros([4], ScalarType.BFloat16);
        using var optimizer = new AdamW(ones([4], ScalarType.BFloat16), gradients, 4);
        gradients.fill_(256);
        optimizer.CollectGradients();
        gradients.fill_(1); // 256 + 1 is 256 in bfloat16
        optimizer.CollectGradients();
        Assert.AreEqual(2 * 257, optimizer.GradientNorm(), 1e-3);
    }

    [TestMethod]
    public void A_step_clears_the_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradients = ones([4]);
        using var optimizer = new AdamW(ones([4]), gradients, 4);
        optimizer.Step(0.1);
        Assert.AreEqual(0, optimizer.GradientNorm());
    }

    private static Tensor Floats(double[] values) => tensor(values.Select(value => (float)value).ToArray());
}
