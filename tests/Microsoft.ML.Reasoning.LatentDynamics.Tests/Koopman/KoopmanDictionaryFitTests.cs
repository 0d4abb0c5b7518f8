using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class KoopmanDictionaryFitTests
{
    private static Tensor[] States(int count = 24, int tokens = 24, int width = 12) =>
        [.. Enumerable.Range(0, count).Select(i => TestTrajectories.Autoregressive(tokens + i % 5, width, 100 + i).to(ScalarType.Float32))];

    [TestMethod]
    public void The_residual_falls_on_trajectories_it_has_not_seen()
    {
        using DisposeScope scope = NewDisposeScope();
        var seen = new List<int>();
        using KoopmanDictionary dictionary = KoopmanDictionary.Fit(
            States(), new() { Observables = 6, Steps = 60, LearningRate = 3e-3 }, new Recorder(one => seen.Add(one.Step)));
        KoopmanDictionaryReport report = dictionary.Report!;
        Assert.IsLessThan(0.95 * report.Before!.Residual, report.After!.Residual);
        Assert.AreEqual((22, 2, 60, false), (report.Trajectories, report.HeldOutTrajectories, report.Steps, report.Collapsed));
        CollectionAssert.AreEqual(Enumerable.Range(1, 60).ToArray(), seen);
        CollectionAssert.AreEqual(new long[] { 6, 12 }, dictionary.Projection.shape);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_bits_another_seed_others()
    {
        using DisposeScope scope = NewDisposeScope();
        float[][] fitted = [.. new long[] { 5, 5, 6 }.Select(seed =>
        {
            using KoopmanDictionary dictionary = KoopmanDictionary.Fit(States(), new() { Observables = 5, Steps = 8, BatchSize = 7, Seed = seed });
            return dictionary.Projection.data<float>().ToArray();
        })];
        CollectionAssert.AreEqual(fitted[0], fitted[1]);
        CollectionAssert.AreNotEqual(fitted[0], fitted[2]);
    }

    [TestMethod]
    public void A_long_fit_does_not_collapse()
    {
        using DisposeScope scope = NewDisposeScope();
        using KoopmanDictionary dictionary = KoopmanDictionary.Fit(States(), new() { Observables = 6, Steps = 1500, LearningRate = 0.02 });
        KoopmanDictionaryReport report = dictionary.Report!;
        Assert.IsGreaterThan(0.7 * report.Before!.EffectiveRank, report.After!.EffectiveRank);
        Assert.IsLessThan(report.Before!.Residual, report.After!.Residual);
    }

    [TestMethod]
    public void Where_it_does_collapse_the_last_good_weights_stay()
    {
        using DisposeScope scope = NewDisposeScope();
        // A constant part of the states lets large steps drive the observables to constants, which have no residual.
        Tensor[] states = [.. States().Select(one => one + 1.5)];
        using KoopmanDictionary dictionary = KoopmanDictionary.Fit(states, new() { Observables = 6, Steps = 100, LearningRate = 0.05 });
        KoopmanDictionaryReport report = dictionary.Report!;
        Assert.IsTrue(report.Collapsed, $"The effective rank went from {report.Before!.EffectiveRank} to {report.After!.EffectiveRank}.");
        Assert.IsGreaterThanOrEqualTo(report.Before!.EffectiveRank / 2, report.After!.EffectiveRank);
        Assert.IsLessThan(100, report.Steps);
    }

    [TestMethod]
    public void By_default_there_are_half_as_many_observables_as_tokens_at_the_median_and_50_at_most()
    {
        using DisposeScope scope = NewDisposeScope();
        using KoopmanDictionary small = KoopmanDictionary.Fit(States(5, 20), new() { Steps = 0 });
        Assert.AreEqual(11, small.Observables);
        using KoopmanDictionary large = KoopmanDictionary.Fit(States(2, 120, 4), new() { Steps = 0 });
        Assert.AreEqual(50, large.Observables);
        ArgumentException problem = Assert.ThrowsExactly<ArgumentException>(() => KoopmanDictionary.Fit(States(2, 30), KoopmanDictionaryOptions.Published));
        StringAssert.Contains(problem.Message, "50 observables");
    }

    [TestMethod]
    public void Short_trajectories_are_left_out_and_counted_bad_ones_are_named()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] states = [.. States(6), TestTrajectories.Normal(4, 12, 9).to(ScalarType.Float32)];
        using KoopmanDictionary dictionary = KoopmanDictionary.Fit(states, new() { Observables = 6, Steps = 1 });
        Assert.AreEqual(1, dictionary.Report!.TooShort);
        states[3][2, 5] = float.NaN;
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => KoopmanDictionary.Fit(states)).Message, "Trajectory 3");
    }

    [TestMethod]
    public void Cancellation_ends_the_fit()
    {
        using DisposeScope scope = NewDisposeScope();
        using var source = new CancellationTokenSource();
        Assert.ThrowsExactly<OperationCanceledException>(() => KoopmanDictionary.Fit(
            States(4), new() { Observables = 4, Steps = 1000 }, new Recorder(one => { if (one.Step == 3) source.Cancel(); }), source.Token));
    }

    [TestMethod]
    public void A_file_holds_weights_and_report_and_other_programs_read_it()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = Directory.CreateTempSubdirectory("dictionary").FullName, path = Path.Combine(folder, "koopman.safetensors");
        try
        {
            using KoopmanDictionary dictionary = KoopmanDictionary.Fit(States(6), new() { Observables = 5, Steps = 3, Seed = 4 });
            dictionary.Save(path);
            using KoopmanDictionary loaded = KoopmanDictionary.Load(path);
            CollectionAssert.AreEqual(dictionary.Projection.data<float>().ToArray(), loaded.Projection.data<float>().ToArray());
            Assert.AreEqual(dictionary.Report, loaded.Report);
            CollectionAssert.AreEquivalent(new[] { "koopman.safetensors", "koopman.json" }, Directory.GetFiles(folder).Select(Path.GetFileName).ToArray());
            using (SafetensorsFile file = SafetensorsFile.Open(path))
                CollectionAssert.AreEqual(dictionary.Projection.data<float>().ToArray(), file.Tensor("projection").data<float>().ToArray());

            byte[] bytes = File.ReadAllBytes(path);
            foreach (int length in new[] { 0, 5, 30, bytes.Length - 1 })
            {
                File.WriteAllBytes(path, bytes[..length]);
                Assert.ThrowsExactly<FormatException>(() => KoopmanDictionary.Load(path), $"{length} bytes");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Recorder(Action<KoopmanDictionaryProgress> record) : IProgress<KoopmanDictionaryProgress>
    {
        public void Report(KoopmanDictionaryProgress value) => record(value);
    }
}
