using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class WeightTests
{
    [TestMethod]
    public void New_weights_depend_on_the_seed_and_have_the_spread_they_should()
    {
        using DisposeScope scope = NewDisposeScope();
        ModelConfiguration shape = TinyModels.Qwen3 with { HiddenSize = 128, IntermediateSize = 256, LayerCount = 2, TieWordEmbeddings = false };
        using CausalLanguageModel first = CausalLanguageModel.Create(shape, null, 7), same = CausalLanguageModel.Create(shape, null, 7);
        using CausalLanguageModel other = CausalLanguageModel.Create(shape, null, 8);
        TensorAssert.AreEqual(first.Weights.Values, same.Weights.Values, "the same seed");
        Assert.IsGreaterThan(0.01, TensorAssert.Difference(first.Weights.Values, other.Weights.Values));
        Assert.AreEqual(0.02, Deviation("model.layers.0.mlp.gate_proj.weight"), 0.0005);
        Assert.AreEqual(0.02, Deviation("lm_head.weight"), 0.0005);
        Assert.AreEqual(0.01, Deviation("model.layers.1.mlp.down_proj.weight"), 0.00025);
        Assert.AreEqual(0.01, Deviation("model.layers.1.self_attn.o_proj.weight"), 0.0005);
        TensorAssert.AreEqual(ones([8]), first.Parameters["model.layers.0.self_attn.k_norm.weight"], "a norm");

        double Deviation(string name) => first.Parameters[name].std().item<float>();
    }

    [TestMethod]
    public void Every_weight_lies_once_in_the_vector_and_matrices_come_first()
    {
        using DisposeScope scope = NewDisposeScope();
        ModelConfiguration shape = TinyModels.Qwen3 with { ModelType = "llama", AttentionBias = true, FeedForwardBias = true, TieWordEmbeddings = false };
        using CausalLanguageModel model = CausalLanguageModel.Create(shape, null, 1);
        Assert.AreEqual(model.Weights.Values.shape[0], model.Parameters.Values.Sum(parameter => parameter.NumberOfElements));
        Assert.AreEqual(model.Weights.MatrixLength, model.Parameters.Values.Where(parameter => parameter.dim() == 2).Sum(parameter => parameter.NumberOfElements));
        using IDisposable noGradient = no_grad();
        model.Weights.Values.zero_();
        model.Weights.Values.narrow(0, 0, model.Weights.MatrixLength).fill_(1);
        foreach ((string name, Tensor parameter) in model.Parameters)
            TensorAssert.AreEqual(full(parameter.shape, parameter.dim() == 2 ? 1 : 0), parameter, name);
    }

    [TestMethod]
    public void Gradients_add_up_in_one_vector_until_they_are_disabled()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create();
        Assert.IsNull(model.Weights.Gradients);
        Backward();
        Assert.IsNull(model.Weights.Gradients);
        model.Weights.EnableGradients();
        Backward();
        Tensor once = model.Weights.Gradients!.clone();
        Assert.IsGreaterThan(0.0001, once.norm().item<float>());
        Backward();
        TensorAssert.AreClose(once * 2, model.Weights.Gradients!, 1e-6, "twice");
        TensorAssert.AreEqual(
            model.Weights.ParameterGradients["model.embed_tokens.weight"].view(-1), model.Weights.Gradients!.narrow(0, 0, 97 * 32), "the first tensor");
        model.Weights.DisableGradients();
        Assert.IsNull(model.Weights.Gradients);
        Assert.IsEmpty(model.Weights.ParameterGradients);
        model.Weights.EnableGradients();
        TensorAssert.AreEqual(zeros_like(once), model.Weights.Gradients!, "anew");

        void Backward()
        {
            using ModelOutput output = model.Forward(new ModelInput(TinyModels.Ids(2, 6)));
            Tensor mean = model.LogProbabilities(output.LastHiddenState, TinyModels.Ids(2, 6, seed: 4)).mean();
            if (mean.requires_grad)
                mean.backward();
        }
    }

    [TestMethod]
    public void The_gradient_is_the_slope()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create(TinyModels.Window);
        model.Weights.EnableGradients();
        Loss().backward();
        using IDisposable noGradient = no_grad();
        Tensor gradient = model.Weights.Gradients!, direction = gradient / gradient.norm();
        const float Step = 3e-3f;
        model.Weights.Values.add_(direction, Step);
        double above = Loss().item<float>();
        model.Weights.Values.add_(direction, -2 * Step);
        double slope = (above - Loss().item<float>()) / (2 * Step);
        Assert.AreEqual(gradient.norm().item<float>(), slope, 0.01 * Math.Abs(slope));

        Tensor Loss()
        {
            using ModelOutput output = model.Forward(new ModelInput(TinyModels.Ids(2, 9)));
            return model.LogProbabilities(output.LastHiddenState, TinyModels.Ids(2, 9, seed: 4)).mean();
        }
    }

    [TestMethod]
    public void A_clone_has_weights_of_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create();
        Tensor before = model.Forward(new ModelInput(TinyModels.Ids(1, 5))).LastHiddenState;
        using CausalLanguageModel clone = model.Clone();
        using (no_grad())
            model.Weights.Values.zero_();
        model.Dispose();
        TensorAssert.AreEqual(before, clone.Forward(new ModelInput(TinyModels.Ids(1, 5))).LastHiddenState, "the clone");
        Assert.AreEqual(1, clone.ForwardCount);
    }
}
