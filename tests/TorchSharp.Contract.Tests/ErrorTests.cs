using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

/// <summary>Native errors are ExternalException with libtorch's text, and the process goes on.</summary>
[TestClass]
public sealed class ErrorTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Shapes_that_do_not_fit()
    {
        Fails(() => mm(ones(2, 3), ones(4, 5)), "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)");
        Fails(() => bmm(ones(2, 3, 4), ones(3, 4, 5)), "Expected size for first two dimensions");
        Fails(() => ones(2, 3) + ones(4), "The size of tensor a (3) must match the size of tensor b (4)");
        Fails(() => cat([ones(2, 3), ones(2, 4)], 0), "Sizes of tensors must match except in dimension 0");
        Fails(() => ones(2, 3).view(5), "shape '[5]' is invalid for input of size 6");
        Fails(() => ones(2, 3).t().view(6), "view size is not compatible");
        Fails(() => nn.functional.linear(ones(2, 3), ones(4, 5)), "shapes cannot be multiplied");
    }

    [TestMethod]
    public void Dimensions_and_indexes_out_of_range()
    {
        Fails(() => ones(2, 3).sum(2), "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
        Fails(() => ones(2, 3).narrow(1, 2, 5), "exceeds dimension size");
        Fails(() => ones(2).index_select(0, tensor([5L])), "out of range");
        Fails(() => ones(2)[5], "index 5 out of range for tensor of size [2] at dimension 0");
    }

    [TestMethod]
    public void Types_that_do_not_fit()
    {
        // "expected scalar type Float but found Double", and by newer versions "to have the same dtype, but got: float != double".
        Fails(() => mm(ones(2, 2), ones(2, 2, ScalarType.Float64)), "expected ");
        Fails(() => ones(2).index_select(0, tensor([0f])), "int64");
        Fails(() => ones(2, ScalarType.Int64).add_(0.5f), "result type Float can't be cast to the desired output type Long");
    }

    [TestMethod]
    public void A_matrix_that_is_not_positive_definite()
    {
        Fails(() => linalg.cholesky(eye(2) * -1f), "positive-definite");
        (Tensor _, Tensor info) = linalg.cholesky_ex(eye(2) * -1f);
        Assert.AreNotEqual(0, info.item<int>());
    }

    [TestMethod]
    public void An_error_leaves_the_next_call_alone()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.Throws<ExternalException>(() => mm(ones(2, 3), ones(4, 5)));
            Values.AreEqual([3], mm(ones(1, 3), ones(3, 1)));
        }
    }

    [TestMethod]
    public void A_disposed_tensor_is_refused()
    {
        Tensor gone = ones(1);
        gone.Dispose();
        Assert.Throws<InvalidOperationException>(() => gone + 1);
        Assert.Throws<InvalidOperationException>(() => gone.shape);
    }

    [TestMethod]
    public void A_device_that_is_not_there_is_refused()
    {
        if (cuda_is_available())
            Assert.Inconclusive("This machine has a CUDA device.");
        Assert.AreEqual(0, cuda.device_count());
        // InvalidOperationException, or NotSupportedException where the package finds no CUDA libraries to load.
        Assert.Throws<SystemException>(() => ones(1, device: new Device("cuda:0")));
        Assert.Throws<ArgumentException>(() => new Device("abacus"));
    }

    private static void Fails(Func<Tensor> action, string text)
    {
        ExternalException error = Assert.Throws<ExternalException>(() => action());
        StringAssert.Contains(error.Message, text);
    }
}
