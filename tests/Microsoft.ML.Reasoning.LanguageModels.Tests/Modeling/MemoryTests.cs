using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class MemoryTests
{
    [TestMethod]
    public void A_thousand_forward_passes_leave_nothing_behind()
    {
        using CausalLanguageModel model = TinyModels.Create(TinyModels.Window);
        using var cache = new KeyValueCache(model.Configuration, 4, 16, model.Precision, model.Device);
        using Tensor ids = TinyModels.Ids(4, 5), one = TinyModels.Ids(4, 1), mask = ones([4, 6], ScalarType.Int64);
        Pass();
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount, bytes = Resident();
        for (int i = 0; i < 1000; i++)
            Pass();
        Assert.AreEqual(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.IsLessThan(bytes + (64L << 20), Resident(), "resident memory");

        void Pass()
        {
            using IDisposable noGradient = no_grad();
            cache.Length = 0;
            using ModelOutput prompt = model.Forward(new ModelInput(ids), cache, [0, 1, -1]);
            using ModelOutput next = model.Forward(new ModelInput(one) { AttentionMask = mask }, cache);
            using Tensor logits = model.Logits(next.LastHiddenState);
            using Tensor log = model.LogProbabilities(next.LastHiddenState, one);
        }
    }

    [TestMethod]
    public void Training_steps_and_switching_gradients_leave_nothing_behind()
    {
        using CausalLanguageModel model = TinyModels.Create();
        using Tensor ids = TinyModels.Ids(4, 5);
        Step();
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int i = 0; i < 30; i++)
            Step();
        Assert.AreEqual(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            model.Weights.EnableGradients();
            using ModelOutput output = model.Forward(new ModelInput(ids));
            model.LogProbabilities(output.LastHiddenState, ids).mean().backward();
            model.Weights.DisableGradients();
        }
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
