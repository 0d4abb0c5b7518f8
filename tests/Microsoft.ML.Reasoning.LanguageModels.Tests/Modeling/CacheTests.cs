using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class CacheTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DataRow(false, 1)]
    [DataRow(false, 5)]
    [DataRow(true, 1)]
    [DataRow(true, 5)]
    public void Token_by_token_gives_the_states_of_one_pass(bool window, int chunk)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create(window ? TinyModels.Window : null);
        Tensor ids = TinyModels.Ids(2, 15);
        Tensor whole = model.Forward(new ModelInput(ids)).LastHiddenState;
        using var cache = new KeyValueCache(model.Configuration, 3, 20, model.Precision, model.Device);
        for (int first = 0; first < 15; first += chunk)
        {
            Tensor states = model.Forward(new ModelInput(ids.narrow(1, first, chunk)), cache).LastHiddenState;
            TensorAssert.AreClose(whole.narrow(1, first, chunk), states, Tolerance, $"from token {first}");
        }

        Assert.AreEqual(15, cache.Length);
        Assert.AreEqual(2, cache.Rows);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Expanded_and_retained_rows_of_different_length_go_on_as_if_alone(bool window)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create(window ? TinyModels.Window : null);
        Tensor first = TinyModels.Ids(1, 7), second = TinyModels.Ids(1, 4, seed: 3);
        Tensor prompts = cat([first, cat([zeros([1, 3], ScalarType.Int64), second], 1)], 0);
        Tensor mask = tensor(new long[] { 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1 }, [2, 7]);
        using var prefill = new KeyValueCache(model.Configuration, 2, 7, model.Precision, model.Device);
        model.Forward(new ModelInput(prompts) { AttentionMask = mask }, prefill);

        using KeyValueCache cache = prefill.Expand(copies: 3, capacity: 12);
        Assert.AreEqual(6, cache.Rows);
        cache.Retain([0, 5, 4]); // One row of the first prompt, two of the second.
        Tensor next = TinyModels.Ids(3, 5, seed: 9);
        Tensor rowMask = cat([mask.index_select(0, tensor(new long[] { 0, 1, 1 })), ones([3, 5], ScalarType.Int64)], 1);
        for (int i = 0; i < 5; i++)
        {
            var input = new ModelInput(next.narrow(1, i, 1)) { AttentionMask = rowMask.narrow(1, 0, 8 + i) };
            Tensor found = model.Forward(input, cache).LastHiddenState;
            for (int row = 0; row < 3; row++)
            {
                Tensor alone = cat([row == 0 ? first : second, next.narrow(0, row, 1).narrow(1, 0, i + 1)], 1);
                Tensor expected = model.Forward(new ModelInput(alone)).LastHiddenState.narrow(1, alone.shape[1] - 1, 1);
                TensorAssert.AreClose(expected, found.narrow(0, row, 1), Tolerance, $"row {row}, token {i}");
            }
        }
    }

    [TestMethod]
    public void What_does_not_fit_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create();
        using var cache = new KeyValueCache(model.Configuration, 2, 8, model.Precision, model.Device);
        ArgumentException rows = Assert.ThrowsExactly<ArgumentException>(() => model.Forward(new ModelInput(TinyModels.Ids(3, 4)), cache));
        Assert.Contains("2 rows", rows.Message);
        ArgumentException tokens = Assert.ThrowsExactly<ArgumentException>(() => model.Forward(new ModelInput(TinyModels.Ids(2, 9)), cache));
        Assert.Contains("8 tokens", tokens.Message);
        Assert.AreEqual(0, cache.Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cache.Retain([2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cache.Expand(1, 0));
    }

    [TestMethod]
    public void Going_back_in_the_cache_forgets_the_later_tokens()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using CausalLanguageModel model = TinyModels.Create();
        using var cache = new KeyValueCache(model.Configuration, 1, 12, model.Precision, model.Device);
        Tensor ids = TinyModels.Ids(1, 8);
        model.Forward(new ModelInput(ids), cache);
        cache.Length = 5;
        Tensor again = model.Forward(new ModelInput(ids.narrow(1, 5, 3)), cache).LastHiddenState;
        TensorAssert.AreClose(model.Forward(new ModelInput(ids)).LastHiddenState.narrow(1, 5, 3), again, Tolerance, "the last three");
    }

    [TestMethod]
    public void A_cache_while_gradients_are_computed_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using CausalLanguageModel model = TinyModels.Create();
        using var cache = new KeyValueCache(model.Configuration, 1, 8, model.Precision, model.Device);
        model.Weights.EnableGradients();
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Forward(new ModelInput(TinyModels.Ids(1, 4)), cache));
    }
}
