using TorchSharp;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class SmokeTests
{
    [TestMethod]
    public void Arithmetic_and_backward()
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new float[] { 1, 2, 3 }, requires_grad: true);
        torch.Tensor y = (x * x + 2f * x).sum();
        y.backward();
        CollectionAssert.AreEqual(new float[] { 4, 6, 8 }, x.grad!.data<float>().ToArray());
        Assert.AreEqual(26f, y.item<float>());
        torch.Tensor m = torch.mm(torch.ones(2, 3), torch.ones(3, 4));
        CollectionAssert.AreEqual(new long[] { 2, 4 }, m.shape);
        Assert.AreEqual(3f, m[1, 2].item<float>());
        torch.Tensor c = torch.cat(new[] { m, m }, 1)[torch.TensorIndex.Colon, torch.TensorIndex.Slice(1, 3)];
        CollectionAssert.AreEqual(new long[] { 2, 2 }, c.shape);
        (torch.Tensor v, torch.Tensor i) = torch.tensor(new float[] { 3, 1, 2 }).topk(2);
        CollectionAssert.AreEqual(new long[] { 0, 2 }, i.data<long>().ToArray());
        Console.WriteLine(v.ToString());
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using (torch.no_grad())
        for (int round = 0; round < 5; round++)
        {
            watch.Restart();
            for (int k = 0; k < 200000; k++) { using torch.Tensor t = x.add(x); }
            Console.WriteLine($"add with using: {watch.Elapsed.TotalMicroseconds / 200000:F3} us");
        }
    }
}
