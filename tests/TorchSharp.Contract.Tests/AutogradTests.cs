using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class AutogradTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Gradients_accumulate_until_they_are_cleared()
    {
        Tensor x = tensor([1f, 2f, 3f], requires_grad: true);
        Assert.IsNull(x.grad);
        (x * x).sum().backward();
        Values.AreEqual([2, 4, 6], x.grad!);
        (x * x).sum().backward();
        Values.AreEqual([4, 8, 12], x.grad!);
        x.grad = null;
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void A_gradient_that_was_read_is_the_live_one()
    {
        Tensor x = tensor([1f], requires_grad: true);
        (x * 3f).sum().backward();
        x.grad!.mul_(10);
        Values.AreEqual([30], x.grad!);
    }

    [TestMethod]
    public void Finite_differences_agree_with_backward()
    {
        static Tensor F(Tensor x) => (x.sigmoid() * x.pow(2) + x.exp().log1p()).sum();
        Tensor x = tensor([-1.3, 0.2, 0.9, 2.5], requires_grad: true);
        F(x).backward();
        double[] gradient = x.grad!.data<double>().ToArray();
        double[] at = x.detach().data<double>().ToArray();
        const double h = 1e-5;
        for (int i = 0; i < at.Length; i++)
        {
            double[] up = [.. at], down = [.. at];
            up[i] += h;
            down[i] -= h;
            double expected = (F(tensor(up)).item<double>() - F(tensor(down)).item<double>()) / (2 * h);
            Assert.AreEqual(expected, gradient[i], 1e-7);
        }
    }

    [TestMethod]
    public void Detach_shares_memory_and_stops_the_gradient()
    {
        Tensor x = tensor([2f], requires_grad: true);
        Tensor d = x.detach();
        Assert.IsFalse(d.requires_grad);
        (x * d).sum().backward();
        Values.AreEqual([2], x.grad!);
        d.fill_(5);
        Values.AreEqual([5], x);
    }

    [TestMethod]
    public void Leaves_are_what_the_user_made()
    {
        Tensor x = ones(2, requires_grad: true);
        Assert.IsTrue(x.is_leaf);
        Assert.IsFalse((x * 2f).is_leaf);
        Assert.IsTrue(x.alias().is_leaf);
        Assert.IsTrue(x.detach().is_leaf);
    }

    [TestMethod]
    public void No_grad_records_nothing_and_is_undone_in_order()
    {
        Tensor x = ones(2, requires_grad: true);
        Assert.IsTrue(is_grad_enabled());
        using (no_grad())
        {
            Assert.IsFalse(is_grad_enabled());
            Assert.IsFalse((x * 2f).requires_grad);
            using (enable_grad())
                Assert.IsTrue((x * 2f).requires_grad);
            using (set_grad_enabled(true))
                Assert.IsTrue(is_grad_enabled());
            Assert.IsFalse(is_grad_enabled());
        }
        Assert.IsTrue(is_grad_enabled());
    }

    [TestMethod]
    public void Grad_mode_belongs_to_the_thread()
    {
        bool elsewhere = false;
        using (no_grad())
        {
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
        }
        Assert.IsTrue(elsewhere);
    }

    [TestMethod]
    public void An_inference_tensor_cannot_enter_a_graph()
    {
        Tensor x = ones(2, requires_grad: true);
        Tensor made;
        Assert.IsFalse(is_inference_mode_enabled());
        using (inference_mode())
        {
            Assert.IsTrue(is_inference_mode_enabled());
            made = ones(2) * 2f;
            Assert.IsFalse((x * made).requires_grad);
        }
        Assert.IsFalse(is_inference_mode_enabled());
        ExternalException error = Assert.Throws<ExternalException>(() => x * made);
        StringAssert.Contains(error.Message, "Inference tensors cannot be saved for backward");
    }

    [TestMethod]
    public void Autograd_grad_returns_gradients_and_touches_no_leaf()
    {
        Tensor x = tensor([3f], requires_grad: true), y = tensor([4f], requires_grad: true);
        IList<Tensor> found = autograd.grad([x * x * y], [x, y], [ones(1)]);
        Values.AreEqual([24], found[0]);
        Values.AreEqual([9], found[1]);
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void A_graph_of_the_gradient_gives_the_second_derivative()
    {
        Tensor x = tensor([2f], requires_grad: true);
        Tensor first = autograd.grad([x.pow(3)], [x], [ones(1)], create_graph: true)[0];
        Tensor second = autograd.grad([first], [x], [ones(1)])[0];
        Values.AreEqual([12], first);
        Values.AreEqual([12], second);
    }

    [TestMethod]
    public void An_unused_input_is_an_error_or_has_an_empty_gradient()
    {
        Tensor x = ones(1, requires_grad: true), unused = ones(1, requires_grad: true);
        ExternalException error = Assert.Throws<ExternalException>(() => autograd.grad([x * 2f], [unused], [ones(1)]));
        StringAssert.Contains(error.Message, "not have been used in the graph");
        IList<Tensor> found = autograd.grad([x * 2f], [x, unused], [ones(1)], allow_unused: true);
        Values.AreEqual([2], found[0]);
        Assert.IsTrue(found[1].IsInvalid);
    }

    [TestMethod]
    public void Backward_takes_the_gradient_of_an_inner_tensor()
    {
        Tensor x = tensor([1f, 2f], requires_grad: true);
        autograd.backward(x * x, tensor([10f, 100f]));
        Values.AreEqual([20, 400], x.grad!);
    }

    [TestMethod]
    public void Layers_can_be_recomputed_and_driven_back_one_by_one()
    {
        Tensor w = tensor([0.5f, -0.3f], requires_grad: true), v = tensor([1.5f, 0.7f], requires_grad: true);
        Tensor x = tensor([0.2f, 0.4f]);
        (x * w).tanh().mul(v).sum().backward();
        float[] expectedW = w.grad!.Floats(), expectedV = v.grad!.Floats();
        w.grad = null;
        v.grad = null;

        Tensor hidden;
        using (no_grad())
            hidden = (x * w).tanh();
        Tensor leaf = hidden.detach().requires_grad_();
        leaf.mul(v).sum().backward();
        autograd.backward((x * w).tanh(), leaf.grad!);
        Values.AreEqual(expectedW, w.grad!);
        Values.AreEqual(expectedV, v.grad!);
    }

    [TestMethod]
    public void A_second_backward_through_a_freed_graph_is_an_error()
    {
        Tensor x = ones(1, requires_grad: true);
        Tensor y = (x * x).sum();
        y.backward();
        ExternalException error = Assert.Throws<ExternalException>(() => y.backward());
        StringAssert.Contains(error.Message, "second time");
    }

    [TestMethod]
    public void A_leaf_that_needs_a_gradient_changes_in_place_only_without_grad_mode()
    {
        Tensor x = ones(2, requires_grad: true);
        ExternalException error = Assert.Throws<ExternalException>(() => x.add_(1));
        StringAssert.Contains(error.Message, "leaf Variable that requires grad");
        using (no_grad())
            x.add_(1);
        Values.AreEqual([2, 2], x);
        Assert.IsTrue(x.requires_grad);
    }

    [TestMethod]
    public void Retain_grad_keeps_the_gradient_of_an_inner_tensor()
    {
        Tensor x = tensor([3f], requires_grad: true);
        Tensor y = x * 2f;
        y.retain_grad();
        y.pow(2).sum().backward();
        Values.AreEqual([12], y.grad!);
    }

    [TestMethod]
    public void Only_floating_point_tensors_carry_gradients()
    {
        Tensor whole = ones(2, ScalarType.Int64);
        ExternalException error = Assert.Throws<ExternalException>(() => whole.requires_grad = true);
        StringAssert.Contains(error.Message, "nly Tensors of floating point and complex dtype can require gradients");
    }

    [TestMethod]
    public void A_parameter_takes_the_tensor_over()
    {
        Tensor data = ones(2);
        Modules.Parameter parameter = nn.Parameter(data);
        Assert.IsTrue(data.IsInvalid);
        Assert.IsTrue(parameter.requires_grad);
        (parameter * 2f).sum().backward();
        Values.AreEqual([2, 2], parameter.grad!);
    }
}
