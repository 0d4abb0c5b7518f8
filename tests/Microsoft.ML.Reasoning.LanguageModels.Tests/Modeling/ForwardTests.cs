using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class ForwardTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    public void Embeddings_instead_of_ids_give_the_same_logits()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create();
        Tensor ids = TinyModels.Ids(2, 9);
        Tensor places = ids.remainder(3).eq(0);
        Tensor embeddings = model.Parameters["model.embed_tokens.weight"].index_select(0, ids.masked_select(places));
        Tensor expected = model.Logits(model.Forward(new ModelInput(ids)).LastHiddenState);
        var input = new ModelInput(ids.masked_fill(places, 0)) { Embeddings = embeddings, EmbeddingMask = places };
        TensorAssert.AreEqual(expected, model.Logits(model.Forward(input).LastHiddenState), "logits");
        Assert.IsGreaterThan(0.01, TensorAssert.Difference(expected, model.Logits(model.Forward(new ModelInput(ids.masked_fill(places, 0))).LastHiddenState)));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Padding_on_either_side_changes_nothing(bool window)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create(window ? TinyModels.Window : null);
        Tensor ids = TinyModels.Ids(1, 6), padding = zeros([1, 4], ScalarType.Int64);
        Tensor real = ones([1, 6], ScalarType.Int64);
        Tensor expected = model.Forward(new ModelInput(ids)).LastHiddenState;
        Tensor left = model.Forward(new ModelInput(cat([padding, ids], 1)) { AttentionMask = cat([padding, real], 1) }).LastHiddenState;
        Tensor right = model.Forward(new ModelInput(cat([ids, padding], 1)) { AttentionMask = cat([real, padding], 1) }).LastHiddenState;
        TensorAssert.AreClose(expected, left.narrow(1, 4, 6), Tolerance, "left");
        TensorAssert.AreClose(expected, right.narrow(1, 0, 6), Tolerance, "right");
    }

    [TestMethod]
    [DataRow(ScalarType.Float32)]
    [DataRow(ScalarType.BFloat16)]
    public void A_row_of_padding_only_is_finite_and_disturbs_no_other(ScalarType precision)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create(TinyModels.Qwen3 with { Precision = precision });
        Tensor ids = TinyModels.Ids(2, 6);
        Tensor mask = cat([ones([1, 6], ScalarType.Bool), zeros([1, 6], ScalarType.Bool)], 0);
        Tensor states = model.Forward(new ModelInput(ids) { AttentionMask = mask }).LastHiddenState;
        Tensor alone = model.Forward(new ModelInput(ids.narrow(0, 0, 1))).LastHiddenState;
        TensorAssert.AreClose(alone, states.narrow(0, 0, 1), precision == ScalarType.Float32 ? Tolerance : 0.1, "the other row");
        Assert.IsTrue(states.isfinite().all().item<bool>());
    }

    [TestMethod]
    public void Positions_given_are_the_positions_used()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create();
        Tensor ids = TinyModels.Ids(1, 6), positions = arange(6, ScalarType.Int64).unsqueeze(0);
        Tensor expected = model.Forward(new ModelInput(ids)).LastHiddenState;
        TensorAssert.AreEqual(expected, model.Forward(new ModelInput(ids) { PositionIds = positions }).LastHiddenState, "the same positions");
        TensorAssert.AreClose(
            expected, model.Forward(new ModelInput(ids) { PositionIds = positions + 20 }).LastHiddenState, Tolerance, "only differences count");
        Assert.IsGreaterThan(0.001, TensorAssert.Difference(expected, model.Forward(new ModelInput(ids) { PositionIds = positions * 2 }).LastHiddenState));
    }

    [TestMethod]
    public void Layers_come_under_the_numbers_asked_for()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create();
        using ModelOutput output = model.Forward(new ModelInput(TinyModels.Ids(1, 4)), layers: [0, -4, 3, -1, 2, -2]);
        TensorAssert.AreEqual(output.HiddenStates[0], output.HiddenStates[-4], "embeddings");
        TensorAssert.AreEqual(output.LastHiddenState, output.HiddenStates[3], "last");
        TensorAssert.AreEqual(output.LastHiddenState, output.HiddenStates[-1], "last");
        TensorAssert.AreEqual(output.HiddenStates[2], output.HiddenStates[-2], "last block but one");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Forward(new ModelInput(TinyModels.Ids(1, 4)), layers: [4]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Forward(new ModelInput(TinyModels.Ids(1, 4)), layers: [-5]));
        Assert.AreEqual(1, model.ForwardCount);
    }

    [TestMethod]
    public void Under_no_grad_the_result_is_the_same_and_the_input_to_a_layer_survives()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create();
        model.Weights.EnableGradients();
        Tensor ids = TinyModels.Ids(2, 7);
        using ModelOutput graph = model.Forward(new ModelInput(ids), layers: [0, 1, 2]);
        Assert.IsTrue(graph.LastHiddenState.requires_grad);
        using IDisposable noGradient = no_grad();
        using ModelOutput plain = model.Forward(new ModelInput(ids), layers: [0, 1, 2]);
        Assert.IsFalse(plain.LastHiddenState.requires_grad);
        foreach (int layer in (int[])[0, 1, 2])
            TensorAssert.AreClose(graph.HiddenStates[layer], plain.HiddenStates[layer], 1e-6, $"layer {layer}");
        TensorAssert.AreClose(graph.LastHiddenState, plain.LastHiddenState, 1e-6, "last");
    }

    [TestMethod]
    public void BFloat16_stays_near_float32()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel exact = TinyModels.Create(), rounded = TinyModels.Create(TinyModels.Qwen3 with { Precision = ScalarType.BFloat16 });
        Tensor ids = TinyModels.Ids(2, 9);
        using ModelOutput expected = exact.Forward(new ModelInput(ids)), found = rounded.Forward(new ModelInput(ids));
        Assert.AreEqual(ScalarType.BFloat16, found.LastHiddenState.dtype);
        double difference = TensorAssert.Difference(expected.LastHiddenState, found.LastHiddenState);
        Assert.IsTrue(difference is > 1e-4 and < 0.25, $"{difference}");
    }

    [TestMethod]
    public void Log_probabilities_are_those_of_the_logits_whatever_the_chunk()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create();
        Tensor states = randn([3, 5, 32]), targets = TinyModels.Ids(3, 5);
        Tensor expected = model.Logits(states).log_softmax(-1).gather(2, targets.unsqueeze(2)).squeeze(2);
        TensorAssert.AreClose(expected, model.LogProbabilities(states, targets), 1e-5, "log-probabilities");
        Tensor flat = states.view(15, 32), head = model.Parameters["model.embed_tokens.weight"];
        foreach (long chunkElements in (long[])[1, 4 * 97, 7 * 97, 15 * 97])
            TensorAssert.AreClose(expected.view(15), TokenLogProbabilities.Of(flat, head, targets.view(15), chunkElements), 1e-5, $"{chunkElements} at a time");
        Assert.ThrowsExactly<ArgumentException>(() => model.LogProbabilities(states, targets.narrow(1, 0, 4)));
    }

    [TestMethod]
    [DynamicData(nameof(WrongInputs))]
    public void Wrong_shapes_are_named(string expected, Func<ModelInput> input)
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create();
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => model.Forward(input()));
        Assert.Contains(expected, error.Message);
        Assert.AreEqual(0, model.ForwardCount);
    }

    public static IEnumerable<(string Expected, Func<ModelInput> Input)> WrongInputs =>
    [
        ("TokenIds are int64", () => new(zeros([2, 3]))),
        ("TokenIds are int64", () => new(zeros([3], ScalarType.Int64))),
        ("TokenIds are int64", () => new(zeros([1, 0], ScalarType.Int64))),
        ("[2, 4]; found", () => new(TinyModels.Ids(2, 4)) { AttentionMask = ones([2, 5]) }),
        ("one dimension for 'qwen3'", () => new(TinyModels.Ids(2, 4)) { PositionIds = zeros([3, 2, 4], ScalarType.Int64) }),
        ("PositionIds are [2, 4]", () => new(TinyModels.Ids(2, 4)) { PositionIds = zeros([1, 4], ScalarType.Int64) }),
        ("given together", () => new(TinyModels.Ids(2, 4)) { Embeddings = zeros([1, 32]) }),
        ("[count, 32]", () => new(TinyModels.Ids(2, 4)) { Embeddings = zeros([1, 31]), EmbeddingMask = ones([2, 4], ScalarType.Bool) }),
        ("8 places for 1", () => new(TinyModels.Ids(2, 4)) { Embeddings = zeros([1, 32]), EmbeddingMask = ones([2, 4], ScalarType.Bool) }),
        ("context of 64", () => new(TinyModels.Ids(1, 65))),
    ];
}
