using System.Diagnostics;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class GrpoMemoryTests
{
    private const long Slack = 24 << 20;

    /// <summary>Tensors live where the garbage collector does not see them: one that is forgotten in every step shows in the size of the process.</summary>
    [TestMethod]
    public void Three_hundred_steps_grow_neither_managed_nor_native_memory()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 300);
        options.LearningRate = 1e-5;
        options.MinibatchesPerStep = 2;
        options.Verl = new GrpoTrainer.VerlOptions { Stride = 2 };
        options.Loss = new PolicyLossOptions { KlCoefficient = 0.01 };
        var meter = new Meter();
        options.Progress = meter;

        using ReasoningModelTransformer trained = new MLContext(seed: 1).Reasoning().Trainers.Grpo(model, options).Fit(GrpoFixture.Problems(new MLContext(seed: 1)));

        Assert.IsLessThan(meter.Managed[0] + (4 << 20), meter.Managed[^1], "managed");
        Assert.IsLessThan(meter.Native[0] + Slack, meter.Native[^1], $"native, step by step: {string.Join(", ", meter.Native.Select(bytes => bytes >> 20))} MiB");
    }

    private sealed class Meter : IProgress<GrpoProgress>
    {
        public List<long> Managed { get; } = [];

        /// <summary>What the process has beside the heap of .NET, whose committed size breathes.</summary>
        public List<long> Native { get; } = [];

        public void Report(GrpoProgress value)
        {
            if (value.Step % 20 != 0)
                return;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Managed.Add(GC.GetTotalMemory(forceFullCollection: true));
            using var process = Process.GetCurrentProcess();
            Native.Add(process.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes);
        }
    }
}
