using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Packed weights are kept while the weights are the same, and never longer.</summary>
[TestClass]
public sealed class HostWeightsCacheTests
{
    [TestMethod]
    public void Weights_are_packed_once_until_they_change()
    {
        using CausalLanguageModel model = TinyModel.Create();
        HostWeights first = model.PackedWeights.Get();
        Generate(model);
        Assert.AreSame(first, model.PackedWeights.Get());
        AddTo(model, "model.layers.1.mlp.up_proj.weight", 1e-3f);
        HostWeights second = model.PackedWeights.Get();
        Assert.AreNotSame(first, second);
        Assert.AreSame(second, model.PackedWeights.Get());
    }

    [TestMethod]
    [DataRow("model.embed_tokens.weight")]
    [DataRow("model.layers.0.self_attn.k_proj.weight")]
    [DataRow("model.layers.2.mlp.down_proj.weight")]
    [DataRow("model.norm.weight")]
    [DataRow("model.layers.1.self_attn.q_norm.weight")]
    public void Generation_follows_every_change_of_the_weights(string name)
    {
        using CausalLanguageModel model = TinyModel.Create(precision: ScalarType.BFloat16);
        float[] before = Generate(model);
        AddTo(model, name, 0.5f);
        float[] after = Generate(model);
        CollectionAssert.AreNotEqual(before, after);
        using CausalLanguageModel fresh = model.Clone();
        CollectionAssert.AreEqual(Generate(fresh), after);
        AddTo(model, name, -0.5f);
        model.Weights.EnableGradients();
        using (IDisposable noGradient = no_grad())
            model.Weights.Values.mul_(0.5f);
        using CausalLanguageModel half = model.Clone();
        CollectionAssert.AreEqual(Generate(half), Generate(model));
    }

    [TestMethod]
    public void Weights_that_are_being_trained_are_not_kept()
    {
        using CausalLanguageModel model = TinyModel.Create();
        model.Weights.EnableGradients();
        Assert.AreNotSame(model.PackedWeights.Get(), model.PackedWeights.Get());
        model.Weights.DisableGradients();
        Assert.AreSame(model.PackedWeights.Get(), model.PackedWeights.Get());
    }

    [TestMethod]
    public void A_fingerprint_tells_memory_that_differs_anywhere()
    {
        var cases = Gen.Choose(1, 3000).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary();
        Prop.ForAll(cases, pair =>
        {
            (int length, int seed) = (pair.Item1, pair.Item2);
            var key = new RandomKey((ulong)seed, RandomPurpose.Data);
            byte[] memory = [.. Enumerable.Range(0, length).Select(i => (byte)CounterRandom.Below(key, (uint)i, 256))];
            uint[] before = Fingerprint.Of(memory);
            int one = CounterRandom.Below(key, 5000, length), other = CounterRandom.Below(key, 5001, length);
            bool same = before.SequenceEqual(Fingerprint.Of([.. memory]));
            // The highest bits of two words: what a change of sign in a row of weights does.
            memory[one] ^= 0x80;
            bool single = !before.SequenceEqual(Fingerprint.Of(memory));
            memory[other] ^= 0x80;
            bool twice = one == other || !before.SequenceEqual(Fingerprint.Of(memory));
            bool shorter = !before.SequenceEqual(Fingerprint.Of(memory.AsSpan(1)));
            return same && single && twice && shorter;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [TestMethod]
    public void Signs_that_change_all_over_are_seen()
    {
        float[] values = new float[1 << 16];
        CounterRandom.FillNormal(new RandomKey(1, RandomPurpose.Data), values);
        uint[] before = Of(values);
        for (int length = 1; length < values.Length; length *= 2)
        {
            float[] turned = [.. values.Select((value, i) => i < length ? -value : value)], zeros = new float[length], more = new float[length * 2];
            CollectionAssert.AreNotEqual(before, Of(turned), $"{length} signs");
            CollectionAssert.AreNotEqual(Of(zeros), Of(more), $"{length} zeros");
        }

        static uint[] Of(float[] values) => Fingerprint.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static float[] Generate(CausalLanguageModel model) =>
        [.. model.Generate([[1, 2, 3]], new GenerationOptions { MaxNewTokens = 6, StopTokenIds = [], Temperature = 2 })[0].LogProbabilities];

    private static void AddTo(CausalLanguageModel model, string name, float value)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        model.Parameters[name].view(-1).narrow(0, 3, 1).add_(value);
    }
}
