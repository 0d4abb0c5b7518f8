using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

/// <summary>Thousands of operations leave nothing behind: neither tensors nor memory of the process.</summary>
[TestClass]
public sealed class LeakTests
{
    [TestMethod]
    public void Forward_and_backward_in_scopes()
    {
        using Tensor w = ones(64, 64, requires_grad: true);
        Repeat(() =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor x = ones(8, 64);
            Tensor[] parts = mm(x, w).tanh().split(32, 1);
            (Tensor values, Tensor _) = cat(parts, 1).topk(4, 1);
            values[TensorIndex.Ellipsis, TensorIndex.Slice(1)].softmax(-1).pow(2).sum().backward();
            w.grad = null;
        });
    }

    [TestMethod]
    public void Errors() => Repeat(() =>
    {
        using Tensor a = ones(64, 64), b = ones(32, 32);
        Assert.Throws<ExternalException>(() => mm(a, b));
    }, rounds: 300);

    [TestMethod]
    public void Tensors_in_and_out_of_arrays()
    {
        float[] source = new float[4096], target = new float[4096];
        Repeat(() =>
        {
            using Tensor x = tensor(source);
            using Tensor shared = from_array(source);
            x.data<float>().CopyTo(target);
        });
    }

    [TestMethod]
    public void Tensors_that_nobody_disposed_are_collected()
    {
        long before = Tensor.TotalCount;
        Forget();
        for (int i = 0; i < 20 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.IsLessThanOrEqualTo(before, Tensor.TotalCount);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget()
        {
            for (int i = 0; i < 100; i++)
                _ = ones(10);
        }
    }

    private static void Repeat(Action round, int rounds = 2000)
    {
        for (int i = 0; i < rounds / 10; i++)
            round();
        long tensors = Tensor.TotalCount, live = DisposeScopeManager.Statistics.ThreadTotalLiveCount, memory = Memory();
        for (int i = 0; i < rounds; i++)
            round();
        Assert.AreEqual(tensors, Tensor.TotalCount);
        Assert.AreEqual(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        // The tensors and arrays of 2000 rounds are 32 megabytes and more; the margin is for the heaps of .NET and of malloc.
        Assert.IsLessThan(memory + (16L << 20), Memory());
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
