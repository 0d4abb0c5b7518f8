using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Tensors as plain numbers, and the states that a model computes of a single row without any padding.</summary>
internal static class Tensors
{
    public static float[] Numbers(Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        return tensor.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    /// <summary>States [count, width] of a layer, from position <paramref name="first"/> on.</summary>
    public static float[] StatesOf(CausalLanguageModel model, IReadOnlyList<int> tokens, int first, int count, int layer = -1)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor ids = tensor(tokens.Select(token => (long)token).ToArray(), [1, tokens.Count]);
        ModelOutput output = model.Forward(new ModelInput(ids), layers: [layer]);
        return Numbers(output.HiddenStates[layer][0].narrow(0, first, count));
    }

    public static void AssertClose(IReadOnlyList<float> expected, IReadOnlyList<float> actual, double tolerance = 2e-5)
    {
        Assert.HasCount(expected.Count, actual);
        for (int i = 0; i < expected.Count; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance, $"at {i}");
    }
}
