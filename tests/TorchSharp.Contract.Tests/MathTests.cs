using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class MathTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Elementary_functions_agree_with_those_of_dotnet()
    {
        double[] at = [0.1, 0.7, 1.9];
        Tensor x = tensor(at);
        Check(x.exp(), Math.Exp);
        Check(x.log(), Math.Log);
        Check(x.log1p(), v => Math.Log(1 + v));
        Check(x.expm1(), v => Math.Exp(v) - 1);
        Check(x.sqrt(), Math.Sqrt);
        Check(x.rsqrt(), v => 1 / Math.Sqrt(v));
        Check(x.pow(3), v => v * v * v);
        Check(x.square(), v => v * v);
        Check(x.sigmoid(), v => 1 / (1 + Math.Exp(-v)));
        Check(x.tanh(), Math.Tanh);
        Check(x.sin(), Math.Sin);
        Check(x.cos(), Math.Cos);
        Check(x.reciprocal(), v => 1 / v);
        Check(x.floor(), Math.Floor);
        Check(x.frac(), v => v - Math.Floor(v));
        Check(-x, v => -v);
        Check(1.0 - x, v => 1 - v);
        Check(2.0 / x, v => 2 / v);
        Check(x.silu(), v => v / (1 + Math.Exp(-v)));
        Check(nn.functional.silu(x), v => v / (1 + Math.Exp(-v)));
        Check(x.clamp(0.5, 1.0), v => Math.Clamp(v, 0.5, 1));

        void Check(Tensor actual, Func<double, double> expected)
        {
            double[] values = actual.data<double>().ToArray();
            for (int i = 0; i < at.Length; i++)
                Assert.AreEqual(expected(at[i]), values[i], 1e-12);
        }
    }

    [TestMethod]
    public void Rounding_goes_to_the_even_neighbour()
    {
        Values.AreEqual([0, 2, 2, -2], tensor([0.5f, 1.5f, 2.5f, -1.5f]).round());
        Values.AreEqual([1.25f], tensor([1.254f]).round(2), 1e-6f);
    }

    [TestMethod]
    public void Softmax_and_its_logarithm()
    {
        Tensor x = tensor([1f, 2f, 3f, 1f, 1f, 1f]).view(2, 3);
        Tensor p = x.softmax(-1);
        Values.AreEqual([1, 1], p.sum(1));
        Assert.AreEqual(0.66524096f, p[0, 2].item<float>(), 1e-6f);
        Values.AreEqual(p.log().Floats(), x.log_softmax(-1));
        Values.AreEqual(p.Floats(), nn.functional.softmax(x, 1));
        Values.AreEqual([MathF.Log(MathF.Exp(1) + MathF.Exp(2) + MathF.Exp(3)), 1 + MathF.Log(3)], x.logsumexp(1));
        Assert.AreEqual(ScalarType.Float32, softmax(x.to(ScalarType.BFloat16), -1, ScalarType.Float32).dtype);
    }

    [TestMethod]
    public void Cross_entropy_skips_ignored_targets()
    {
        Tensor logits = tensor([1f, 2f, 3f, 3f, 2f, 1f, 0f, 0f, 0f]).view(3, 3);
        Tensor target = tensor([2L, 2L, -100L]);
        Tensor expected = -(logits.log_softmax(1)[0, 2] + logits.log_softmax(1)[1, 2]) / 2;
        Values.AreEqual([expected.item<float>()], nn.functional.cross_entropy(logits, target).unsqueeze(0));
        Values.AreEqual([expected.item<float>() * 2], nn.functional.cross_entropy(logits, target, reduction: nn.Reduction.Sum).unsqueeze(0));
        CollectionAssert.AreEqual(new long[] { 3 }, nn.functional.cross_entropy(logits, target, reduction: nn.Reduction.None).shape);
    }

    [TestMethod]
    public void Fused_products()
    {
        Tensor x = tensor([1f, 2f]), y = tensor([3f, 4f]), z = tensor([5f, 6f]);
        Values.AreEqual([8.5f, 14], x.addcmul(y, z, 0.5));
        Values.AreEqual([1.6f, 2 + (4f / 6)], x.addcdiv(y, z, 1), 1e-5f);
        Values.AreEqual([7, 10], x.add(y, 2));
        Values.AreEqual([1.5f, 2.5f], x.lerp(y, tensor(0.25f)));
        Values.AreEqual([2, 3], torch.lerp(x, y, full(2, 0.5f)));
    }

    [TestMethod]
    public void Normalised_rows_and_padding()
    {
        Tensor x = tensor([1f, 3f]).unsqueeze(0);
        Values.AreEqual([-1, 1], nn.functional.layer_norm(x, [2L]), 1e-4f);
        Values.AreEqual([0, 1, 3, 0, 0], nn.functional.pad(x, (1L, 2L)));
        Values.AreEqual([9, 1, 3], nn.functional.pad(x, [1L, 0L], value: 9));
        Values.AreEqual(new long[] { 0, 1, 0, 0, 0, 1 }, nn.functional.one_hot(tensor([1L, 2L]), 3).flatten());
    }

    [TestMethod]
    public void Dropout_scales_what_it_keeps_and_rests_outside_training()
    {
        manual_seed(1);
        Tensor x = ones(1000);
        float[] dropped = nn.functional.dropout(x, 0.5, training: true).Floats();
        Assert.IsTrue(dropped.All(v => v is 0 or 2));
        Assert.IsTrue(dropped.Any(v => v == 0) && dropped.Any(v => v == 2));
        Values.AreEqual(x.Floats(), nn.functional.dropout(x, 0.5, training: false));
    }

    [TestMethod]
    public void Complex_numbers()
    {
        Tensor z = complex(tensor([3f, 0f]), tensor([4f, -2f]));
        Assert.AreEqual(ScalarType.ComplexFloat32, z.dtype);
        Values.AreEqual([5, 2], z.abs());
        Values.AreEqual([3, 0], z.real);
        Values.AreEqual([4, -2], z.imag);
        Values.AreEqual([3, 4, 0, -2], view_as_real(z).flatten());
        Values.AreEqual([-4, 2], z.conj().resolve_conj().imag);
        Values.AreEqual([25, 4], (z * z.conj()).real);
    }
}
