using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The forward pass against the reference implementation's, on valid tokens.</summary>
[TestClass]
[TestCategory("Golden")]
[TestCategory("Device")]
public sealed class ModelGoldenTests
{
    private const double Tolerance = 2e-5;

    public static IEnumerable<string> Names =>
        ["llama_tied_bias", "llama_llama3rope_untied", "mistral_window5_untied", "qwen2_tied", "qwen2_yarn_untied_window", "qwen3_tied"];

    public static IEnumerable<object[]> Sides => Names.SelectMany(name => new object[][] { [name, "left"], [name, "right"] });

    [TestMethod]
    [DynamicData(nameof(Sides))]
    public void States_of_all_layers_and_logits(string name, string side)
    {
        using var golden = new GoldenModel(name);
        using IDisposable noGradient = no_grad();
        ModelInput input = golden.Input(side);
        int layers = golden.Model.Configuration.LayerCount;
        using ModelOutput output = golden.Model.Forward(input, layers: [.. Enumerable.Range(0, layers + 1), -1]);
        for (int layer = 0; layer <= layers; layer++)
            TensorAssert.AreClose(golden.Expected($"{side}/hidden_states.{layer}"), output.HiddenStates[layer], Tolerance, $"layer {layer}", input.AttentionMask);
        TensorAssert.AreEqual(output.LastHiddenState, output.HiddenStates[-1], "layer -1");
        TensorAssert.AreClose(
            golden.Expected($"{side}/logits"), golden.Model.Logits(output.LastHiddenState), Tolerance, "logits", input.AttentionMask);
    }

    [TestMethod]
    [DynamicData(nameof(Sides))]
    public void Log_probabilities_of_the_next_tokens(string name, string side)
    {
        using var golden = new GoldenModel(name);
        using IDisposable noGradient = no_grad();
        ModelInput input = golden.Input(side);
        using ModelOutput output = golden.Model.Forward(input);
        Tensor found = golden.Model.LogProbabilities(output.LastHiddenState.narrow(1, 0, 12), input.TokenIds.narrow(1, 1, 12));
        Tensor mask = input.AttentionMask!;
        Tensor valid = mask.narrow(1, 0, 12).mul(mask.narrow(1, 1, 12));
        TensorAssert.AreClose(golden.Expected($"{side}/next_token_logprobs"), found, Tolerance, "log-probabilities", valid);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Greedy_tokens_with_a_cache(string name)
    {
        using var golden = new GoldenModel(name);
        long[] expected = golden.Expected("greedy/output").data<long>().ToArray();
        long[] prompt = golden.Expected("greedy/prompt").data<long>().ToArray();
        long[] found = GreedyTokens.Generate(golden.Model, prompt, expected.Length - prompt.Length);
        CollectionAssert.AreEqual(expected, found);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Gradient_norms_of_every_tensor(string name)
    {
        using var golden = new GoldenModel(name);
        ModelInput input = golden.Input("right");
        golden.Model.Weights.EnableGradients();
        using ModelOutput output = golden.Model.Forward(input);
        Tensor log = golden.Model.LogProbabilities(output.LastHiddenState.narrow(1, 0, 12), input.TokenIds.narrow(1, 1, 12));
        Tensor valid = input.AttentionMask!.narrow(1, 1, 12).to(ScalarType.Float32);
        Tensor mean = log.mul(valid).sum() / valid.sum();
        Assert.AreEqual(golden.Json.GetProperty("mean_next_token_logprob_float64").GetDouble(), mean.item<float>(), Tolerance);
        mean.backward();
        JsonElement norms = golden.Json.GetProperty("grad_of_that_l2norm_float64");
        Assert.HasCount(norms.EnumerateObject().Count(), golden.Model.Weights.ParameterGradients);
        foreach ((string parameter, Tensor gradient) in golden.Model.Weights.ParameterGradients)
        {
            double expected = norms.GetProperty(parameter).GetDouble();
            Assert.AreEqual(expected, gradient.norm().item<float>(), 1e-4 * expected + 1e-6, parameter);
        }
    }

    [TestMethod]
    public void Stories260K_logits_and_256_greedy_tokens()
    {
        using var golden = new GoldenModel("stories260K");
        using IDisposable noGradient = no_grad();
        Tensor ids = golden.Expected("greedy_token_ids");
        using ModelOutput output = golden.Model.Forward(new ModelInput(ids.narrow(0, 0, 256).unsqueeze(0).to(golden.Model.Device)));
        Tensor logits = golden.Model.Logits(output.LastHiddenState).squeeze(0);
        TensorAssert.AreClose(golden.Expected("logits_first64_runc_float32"), logits.narrow(0, 0, 64), 5e-5, "the first 64");
        TensorAssert.AreClose(golden.Expected("logits_last_runc_float32"), logits.narrow(0, 255, 1), 5e-5, "the 256th");
        CollectionAssert.AreEqual(ids.data<long>().ToArray(), GreedyTokens.Generate(golden.Model, [1], 256));
    }
}
