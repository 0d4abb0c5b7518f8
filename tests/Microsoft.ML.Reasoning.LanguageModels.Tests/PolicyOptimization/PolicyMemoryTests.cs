using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class PolicyMemoryTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Three_hundred_updates_leave_nothing_behind(bool host)
    {
        // A window is not served on the host.
        using CausalLanguageModel model = TinyModels.Create(host ? TinyModels.Qwen3 : TinyModels.Window);
        PolicySequence[] sequences = Rollouts.Groups(groups: 2).WithOld(model, 0.01f);
        PolicyLossOptions loss = new() { KlCoefficient = 0.01, EntropyCoefficient = 0.001, KlCovShare = 0.1 };
        using var optimizer = new PolicyOptimizer(model);
        var regularizer = new SpreadRegularizer();
        Update(20);
        (long tensors, long native, long managed) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, Resident(), GC.GetTotalMemory(true));
        Update(280);
        Assert.AreEqual(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.IsLessThan(managed + (1 << 20), GC.GetTotalMemory(true), "managed memory");
        Assert.IsLessThan(native + (48L << 20), Resident(), "resident memory");
        Assert.AreEqual(300, optimizer.StepCount);

        void Update(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.Update(sequences, 1e-5, loss, [regularizer]);
            }
        }
    }

    [TestMethod]
    [DataRow(true, 20_000)]
    [DataRow(false, 80_000)]
    public void The_logits_of_a_minibatch_never_exist_together(bool host, int vocabulary)
    {
        // The library's way has chunks of 64 MB of logits, the host's of 64 rows.
        ModelConfiguration shape = TinyModels.Qwen3 with { VocabularySize = vocabulary, LayerCount = 1, ContextLength = 600 };
        if (!host)
            shape = shape with { SlidingWindow = 500, WindowedLayers = [0] };
        using CausalLanguageModel model = CausalLanguageModel.Create(shape, null, 1);
        PolicySequence[] sequences = Rollouts.Groups(groups: 4, size: 4, longest: 500, vocabulary: vocabulary);
        long tokens = sequences.Sum(sequence => sequence.ResponseIds.Count);
        Assert.IsGreaterThan(3000, tokens);
        using var optimizer = new PolicyOptimizer(model, new() { MicroBatchTokens = 100_000 });
        optimizer.Update(sequences[..1], 1e-5, new() { EntropyCoefficient = 0.001 });
        long before = Resident(), peak = 0;
        using var done = new CancellationTokenSource();
        Task watch = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                peak = Math.Max(peak, Resident());
                await Task.Delay(1);
            }
        });
        optimizer.Update(sequences, 1e-5, new() { EntropyCoefficient = 0.001 });
        done.Cancel();
        watch.Wait();
        Assert.IsLessThan(tokens * vocabulary * sizeof(float) / 2, peak - before);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
