using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>What a strategy of one's own sees, and what becomes of what it says.</summary>
public abstract class DecodingStrategyTests(bool onHost) : GenerationTestBase(onHost)
{
    [TestMethod]
    public void A_strategy_sees_layers_head_memory_and_its_rows_while_the_batch_changes()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var options = new GenerationOptions
        {
            MaxNewTokens = 30, SamplesPerPrompt = 2, BatchSize = 5, StopTokenIds = [1, 2, 3, 4], Seed = 21, FirstRow = 100, Strategy = new Exploring(),
        };
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(12), options);
        Assert.IsTrue(samples.Select(sample => sample.TokenIds.Count).Distinct().Count() > 4, "Rows must end at different times.");

        int explored = 0, count = 0;
        foreach (GeneratedSample sample in samples)
        {
            IReadOnlyList<float> explores = sample.Records["explored"], steps = sample.Records["steps"];
            var gate = new RandomKey(21, RandomPurpose.Gate, 100 + sample.PromptIndex, sample.SampleIndex);
            for (int i = 0; i < sample.TokenIds.Count; i++, count++)
            {
                Assert.AreEqual(i + 1, steps[i], "The memory is the row's own: it counts its steps.");
                bool expected = CounterRandom.Uniform(gate, (uint)i) < Exploring.Rate;
                Assert.AreEqual(expected ? 1f : 0f, explores[i], "The gate's draw is the row's own.");
                Assert.AreEqual(expected ? -7f : 0f, sample.BehaviourLogProbabilities[i]);
                explored += expected ? 1 : 0;
            }

            AssertTokens(model, sample, explores);
        }

        Assert.IsTrue(explored > 10 && explored < count - 10);
    }

    [TestMethod]
    public void A_strategy_may_refuse_the_model_or_the_options()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var options = new GenerationOptions { Strategy = new Exploring(), TopP = 0.5f };
        Assert.AreEqual("top-p", Assert.ThrowsExactly<ArgumentException>(() => model.Generate([[1]], options)).Message);
        Assert.AreEqual(0, model.ForwardCount);
    }

    /// <summary>Where the row explored, the token is the best of layer 1 through the head; elsewhere the best of the final layer.</summary>
    private static void AssertTokens(CausalLanguageModel model, GeneratedSample sample, IReadOnlyList<float> explored)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long[] ids = [.. sample.PromptTokenIds.Concat(sample.TokenIds).Select(id => (long)id)];
        ModelOutput output = model.Forward(new ModelInput(tensor(ids, device: model.Device).unsqueeze(0)), layers: [1]);
        long[] inner = Best(output.HiddenStates[1]), final = Best(output.LastHiddenState);
        for (int i = 0; i < sample.TokenIds.Count; i++)
            Assert.AreEqual(explored[i] == 1 ? inner[i] : final[i], sample.TokenIds[i]);

        long[] Best(Tensor states) =>
            model.Logits(states.select(0, 0).narrow(0, sample.PromptTokenIds.Count - 1, sample.TokenIds.Count)).argmax(1).cpu().data<long>().ToArray();
    }

    /// <summary>Opens a gate at random, and runs the head on an inner layer only for the rows where it is open.</summary>
    private sealed class Exploring : IDecodingStrategy
    {
        public const double Rate = 0.3;

        public string Name => "exploring";

        public int MemoryWidth => 1;

        public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options) =>
            options.TopP < 1 ? throw new ArgumentException("top-p") : this;

        public IReadOnlyList<int> Layers(int layerCount) => [1];

        public DecodingChoice Choose(DecodingContext context)
        {
            context.Memory!.add_(1);
            Tensor open = context.Uniforms(RandomPurpose.Gate).lt(Rate);
            Tensor tokens = context.Logits.argmax(1);
            Tensor rows = open.nonzero().squeeze(1);
            if (rows.shape[0] > 0)
                tokens.index_copy_(0, rows, context.Head(context.States(1).index_select(0, rows)).argmax(1));
            return new DecodingChoice
            {
                TokenIds = tokens,
                LogProbabilities = context.Logits.log_softmax(1).gather(1, tokens.unsqueeze(1)).squeeze(1),
                BehaviourLogProbabilities = open.to(ScalarType.Float32) * -7,
                Records = new Dictionary<string, Tensor>
                {
                    ["explored"] = open.to(ScalarType.Float32),
                    ["steps"] = context.Memory!.select(1, 0).clone(),
                },
            };
        }
    }
}
