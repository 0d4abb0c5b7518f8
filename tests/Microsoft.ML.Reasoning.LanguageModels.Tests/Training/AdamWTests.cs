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
        Tensor matrix = Floats(Matrix).view(2, 3), vector = Floats(Vector);
        using var optimizer = new AdamW(
            new Dictionary<string, Tensor> { ["a.vector"] = vector, ["b.matrix"] = matrix }, new(Beta1, Beta2, Epsilon, Decay));
        double[] w = [.. Matrix, .. Vector], m = new double[8], v = new double[8];
        for (int step = 1; step <= 4; step++)
        {
            double[] first = [.. Enumerable.Range(0, 8).Select(i => Math.Sin(step + i))], second = [.. Enumerable.Range(0, 8).Select(i => Math.Cos(3.0 * step * i))];
            foreach (double[] part in new[] { first, second })
            {
                Tensor[] gradients = [.. optimizer.Parameters.Select(p => p.dim() == 2 ? Floats(part[..6]).view(2, 3) : Floats(part[6..]))];
                optimizer.AddGradients(gradients);
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
        float[] found = [.. matrix.data<float>(), .. vector.data<float>()];
        for (int i = 0; i < 8; i++)
            Assert.AreEqual(w[i], found[i], 2e-6, $"weight {i}");
        Assert.AreEqual(4, optimizer.StepCount);
    }

    [TestMethod]
    public void Half_precision_weights_move_by_steps_that_are_smaller_than_their_spacing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = ones(4, 4, dtype: ScalarType.BFloat16); // the next smaller number is 1 - 2^-8
        using var optimizer = new AdamW(new Dictionary<string, Tensor> { ["w"] = weight });
        Tensor[] gradient = [ones(4, 4, dtype: ScalarType.BFloat16)];
        for (int step = 0; step < 100; step++)
        {
            optimizer.AddGradients(gradient);
            optimizer.Step(1e-4);
        }
        Assert.AreEqual(0.99f, weight.to_type(ScalarType.Float32).data<float>()[0], 0.003f);
    }

    [TestMethod]
    public void Cleared_gradients_leave_no_trace()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor one = Floats(Vector), other = Floats(Vector);
        using var plain = new AdamW(new Dictionary<string, Tensor> { ["w"] = one });
        using var cleared = new AdamW(new Dictionary<string, Tensor> { ["w"] = other });
        cleared.AddGradients([Floats([9, 9])]);
        cleared.ClearGradients();
        foreach (AdamW optimizer in new[] { plain, cleared })
        {
            optimizer.AddGradients([Floats([0.5, -0.25])]);
            optimizer.Step(0.01);
        }
        CollectionAssert.AreEqual(one.data<float>().ToArray(), other.data<float>().ToArray());
    }

    [TestMethod]
    public void Needs_a_gradient_for_each_parameter()
    {
        using DisposeScope scope = NewDisposeScope();
        using var optimizer = new AdamW(new Dictionary<string, Tensor> { ["w"] = Floats(Vector) });
        Assert.ThrowsExactly<ArgumentException>(() => optimizer.AddGradients([]));
        Assert.ThrowsExactly<ArgumentException>(() => new AdamW(new Dictionary<string, Tensor>()));
    }

    private static Tensor Floats(double[] values) => tensor(values.Select(value => (float)value).ToArray());
}
