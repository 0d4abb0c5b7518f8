using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class CheckpointFolderTests
{
    private static readonly SortedDictionary<string, string> Run = new() { ["Seed"] = "1", ["BatchSize"] = "4" };

    [TestMethod]
    public void Restores_weights_moments_and_counts()
    {
        using var directory = new TemporaryDirectory();
        using DisposeScope scope = NewDisposeScope();
        using AdamW saved = Optimizer(1), restored = Optimizer(2);
        Advance(saved);
        new CheckpointFolder(directory.Path, 2).Save(7, 700, saved, Run);
        TrainingCheckpoint? found = new CheckpointFolder(directory.Path, 2).Restore(restored, Run);
        Assert.IsNotNull(found);
        Assert.AreEqual(7, found.Step);
        Assert.AreEqual(700, found.Tokens);
        Assert.AreEqual(7, restored.StepCount);
        saved.StepCount = 7;
        Advance(saved);
        Advance(restored);
        CollectionAssert.AreEqual(saved.Weights.data<float>().ToArray(), restored.Weights.data<float>().ToArray());
    }

    [TestMethod]
    public void Keeps_the_latest_and_ignores_what_was_not_finished()
    {
        using var directory = new TemporaryDirectory();
        using DisposeScope scope = NewDisposeScope();
        using AdamW optimizer = Optimizer(1);
        var folder = new CheckpointFolder(directory.Path, 2);
        foreach (int step in new[] { 5, 10, 15 })
            folder.Save(step, step, optimizer, Run);
        string unfinished = Path.Combine(directory.Path, "step-000000020.unfinished");
        Directory.CreateDirectory(unfinished);
        File.WriteAllText(Path.Combine(unfinished, "weights.f32"), "half");
        Assert.AreEqual(15, folder.Restore(optimizer, Run)?.Step);
        CollectionAssert.AreEquivalent(
            new[] { "step-000000010", "step-000000015" }, Directory.GetDirectories(directory.Path).Select(Path.GetFileName).ToArray());
    }

    [TestMethod]
    public void Refuses_the_checkpoint_of_another_run_and_says_what_differs()
    {
        using var directory = new TemporaryDirectory();
        using DisposeScope scope = NewDisposeScope();
        using AdamW optimizer = Optimizer(1);
        var folder = new CheckpointFolder(directory.Path, 2);
        folder.Save(1, 1, optimizer, Run);
        var error = Assert.ThrowsExactly<InvalidOperationException>(
            () => folder.Restore(optimizer, new() { ["Seed"] = "2", ["BatchSize"] = "4" }));
        StringAssert.Contains(error.Message, "Seed");
        Assert.IsFalse(error.Message.Contains("BatchSize", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("weights.f32", true)]
    [DataRow("first-moment.f32", false)]
    [DataRow("state.json", true)]
    public void A_damaged_file_is_named(string name, bool truncate)
    {
        using var directory = new TemporaryDirectory();
        using DisposeScope scope = NewDisposeScope();
        using AdamW optimizer = Optimizer(1);
        var folder = new CheckpointFolder(directory.Path, 2);
        folder.Save(1, 1, optimizer, Run);
        string file = Path.Combine(directory.Path, "step-000000001", name);
        byte[] bytes = File.ReadAllBytes(file);
        bytes[5] ^= 1;
        File.WriteAllBytes(file, truncate ? bytes[..^3] : bytes);
        var error = Assert.ThrowsExactly<FormatException>(() => folder.Restore(optimizer, Run));
        StringAssert.Contains(error.Message, name);
    }

    [TestMethod]
    public void Without_a_checkpoint_nothing_is_restored()
    {
        using var directory = new TemporaryDirectory();
        using DisposeScope scope = NewDisposeScope();
        using AdamW optimizer = Optimizer(1);
        Assert.IsNull(new CheckpointFolder(directory.Path, 2).Restore(optimizer, Run));
        Assert.IsNull(new CheckpointFolder(Path.Combine(directory.Path, "none"), 2).Restore(optimizer, Run));
    }

    private static AdamW Optimizer(float value) => new(full([15], value), zeros([15]), matrixLength: 10);

    private static void Advance(AdamW optimizer)
    {
        optimizer.FirstMoment.add_(linspace(-1, 1, 15));
        optimizer.Step(0.01);
    }
}
