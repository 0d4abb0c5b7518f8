using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class RealSpectrumTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(50)]
    [DataRow(64)]
    public void Eigenvalues_have_the_traces_of_the_powers_and_vectors_fit(int order)
    {
        var random = new SeededSequence(order);
        int stride = Products.Stride(order);
        var matrix = new double[stride * stride];
        for (int i = 0; i < order; i++)
            for (int j = 0; j < order; j++)
                matrix[i * stride + j] = random.Normal() / Math.Sqrt(order);
        var spectrum = new RealSpectrum(order);
        spectrum.Compute(matrix, stride, order);
        Complex[] values = spectrum.ToArray();
        double trace = 0, square = 0;
        for (int i = 0; i < order; i++)
        {
            trace += matrix[i * stride + i];
            for (int j = 0; j < order; j++)
                square += matrix[i * stride + j] * matrix[j * stride + i];
        }

        Assert.AreEqual(trace, values.Aggregate(Complex.Zero, (sum, one) => sum + one).Real, 1e-12 * order);
        Assert.AreEqual(square, values.Aggregate(Complex.Zero, (sum, one) => sum + one * one).Real, 1e-12 * order);

        // f = Re Σ λ² / 2 has the derivative Kᵀ.
        spectrum.ComputeVectors();
        var derivative = new double[stride * stride];
        spectrum.Derivative(spectrum.Upper.ToArray(), derivative, stride);
        for (int i = 0; i < order; i++)
            for (int j = 0; j < order; j++)
                Assert.AreEqual(matrix[j * stride + i], derivative[i * stride + j], 1e-9);
    }

    [TestMethod]
    public void Singular_values_of_graded_columns_keep_their_digits()
    {
        // Columns of an orthogonal basis, scaled over 24 powers of ten.
        double[] scales = [1e12, 1, 1e-12];
        var a = new double[4 * 8];
        double[,] basis = { { 0.5, 0.5, 0.5 }, { 0.5, -0.5, 0.5 }, { 0.5, 0.5, -0.5 }, { 0.5, -0.5, -0.5 } };
        for (int i = 0; i < 4; i++)
            for (int j = 0; j < 3; j++)
                a[i * 8 + j] = basis[i, j] * scales[j];
        double[] values = ThinSingularValues.Of(a, 8, 4, 3).Values;
        for (int j = 0; j < 3; j++)
            Assert.AreEqual(scales[j], values[j], 1e-13 * scales[j]);
    }
}
