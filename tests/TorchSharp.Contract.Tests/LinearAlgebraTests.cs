using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class LinearAlgebraTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Products_agree_with_each_other()
    {
        Tensor a = arange(6, ScalarType.Float32).view(2, 3), b = arange(12, ScalarType.Float32).view(3, 4);
        Tensor product = mm(a, b);
        Values.AreEqual([20, 23, 26, 29, 56, 68, 80, 92], product);
        float[] expected = product.Floats();
        Values.AreEqual(expected, bmm(a.unsqueeze(0), b.unsqueeze(0)));
        Values.AreEqual(expected, nn.functional.linear(a, b.t()));
        Values.AreEqual(expected, addmm(zeros(4), a, b, 1, 1));
        Values.AreEqual([.. expected.Select(v => 1 + (0.5f * v))], ones(1, 2, 4).baddbmm(a.unsqueeze(0), b.unsqueeze(0), alpha: 0.5f));
        Values.AreEqual([.. expected.Select(v => 2 * v)], product.clone().addmm_(a, b));
        Values.AreEqual([5, 14], a.mv(tensor([0f, 1f, 2f])));
        Values.AreEqual([0, 0, 1, 2], tensor([0f, 1f]).outer(tensor([1f, 2f])));
    }

    [TestMethod]
    public void Singular_values_rebuild_the_matrix()
    {
        Tensor a = Sample(5, 3);
        (Tensor u, Tensor s, Tensor vh) = linalg.svd(a, fullMatrices: false);
        Close(a, mm(u * s, vh));
        Close(s, linalg.svdvals(a));
        Assert.IsTrue((s.narrow(0, 0, 2) >= s.narrow(0, 1, 2)).all().item<bool>());
    }

    [TestMethod]
    public void Symmetric_eigenvalues_ascend()
    {
        Tensor a = Sample(4, 4);
        Tensor symmetric = a + a.t();
        (Tensor values, Tensor vectors) = linalg.eigh(symmetric);
        Close(symmetric, mm(vectors * values, vectors.t()));
        Close(values, linalg.eigvalsh(symmetric));
        Close(values, values.sort().Values);
    }

    [TestMethod]
    public void General_eigenvalues_are_complex()
    {
        Tensor rotation = tensor(new double[,] { { 0, -2 }, { 2, 0 } });
        Tensor values = linalg.eigvals(rotation);
        Assert.AreEqual(ScalarType.ComplexFloat64, values.dtype);
        Close(tensor([2.0, 2.0]), values.abs());
        (Tensor of, Tensor vectors) = linalg.eig(rotation);
        Close(mm(rotation.to(ScalarType.ComplexFloat64), vectors).real, (vectors * of).real);
    }

    [TestMethod]
    public void Systems_are_solved()
    {
        Tensor a = Sample(4, 4) + (4 * eye(4, dtype: ScalarType.Float64)), b = Sample(4, 2);
        Close(b, mm(a, linalg.solve(a, b)));
        Close(eye(4, dtype: ScalarType.Float64), mm(a, linalg.inv(a)));
        Tensor spd = mm(a, a.t());
        Tensor l = linalg.cholesky(spd);
        Close(spd, mm(l, l.t()));
        Close(linalg.det(spd), l.diag().prod().square());
        (Tensor _, Tensor logDeterminant) = linalg.slogdet(spd);
        Close(linalg.det(spd).log(), logDeterminant);
        Close(b, mm(l, linalg.solve_triangular(l, b, upper: false)));
    }

    [TestMethod]
    public void Least_squares_and_the_pseudo_inverse_agree()
    {
        Tensor a = Sample(6, 3), b = Sample(6, 2);
        Close(linalg.lstsq(a, b).Solution, mm(linalg.pinv(a), b));
        Assert.AreEqual(3L, linalg.matrix_rank(a).item<long>());
        (Tensor q, Tensor r) = linalg.qr(a);
        Close(a, mm(q, r));
        Close(eye(3, dtype: ScalarType.Float64), mm(q.t(), q));
    }

    [TestMethod]
    public void Norms()
    {
        Tensor a = tensor(new double[,] { { 3, 4 }, { 0, 0 } });
        Assert.AreEqual(5, linalg.norm(a).item<double>(), 1e-12);
        Assert.AreEqual(7, linalg.norm(a, double.PositiveInfinity).item<double>(), 1e-12);
        Close(tensor([5.0, 0.0]), linalg.norm(a, 2, [1L]));
    }

    [TestMethod]
    public void Gradients_flow_through_singular_values_and_eigenvalues()
    {
        Tensor a = Sample(4, 3).requires_grad_();
        linalg.svdvals(a).square().sum().backward();
        Close(2 * a.detach(), a.grad!);
        Tensor b = (Sample(3, 3) + Sample(3, 3).t()).requires_grad_();
        linalg.eigvalsh(b).sum().backward();
        Close(eye(3, dtype: ScalarType.Float64), b.grad!);
    }

    private static Tensor Sample(int rows, int columns)
    {
        var random = new Random(rows * 100 + columns);
        return tensor([.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5)], rows, columns, ScalarType.Float64);
    }

    private static void Close(Tensor expected, Tensor actual) => Assert.IsTrue(
        allclose(expected, actual, 1e-8, 1e-10), $"expected {expected.ToString(TensorStringStyle.Numpy)}, found {actual.ToString(TensorStringStyle.Numpy)}");
}
