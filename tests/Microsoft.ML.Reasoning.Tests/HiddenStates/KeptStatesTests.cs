using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>States that generation kept travel with the responses, and nothing is computed twice.</summary>
[TestClass]
public sealed class KeptStatesTests
{
    private const int Width = 16;
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(new[] { -1 })]
    [DataRow(new[] { 1, -1, 0 })]
    public void States_right_behind_generation_cost_no_pass_and_equal_a_fresh_one(int[] kept)
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(6));
        long generating = Passes(model, () => Consume(Answer(model, data, [], samples: 1), "Responses"));
        IDataView states = _ml.Reasoning().HiddenStates("States", model, promptColumnName: "Prompt", responseColumnName: "Responses")
            .Fit(Answer(model, data, kept, samples: 1)).Transform(Answer(model, data, kept, samples: 1));

        long withStates = Passes(model, () => Consume(states, "Responses", "States", "Id"));

        Assert.AreEqual(generating, withStates);
        AssertFresh(model, states, "Responses", samples: 1);
    }

    [TestMethod]
    public void They_go_with_their_responses_through_verification_and_unrolling()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(6));
        long generating = Passes(model, () => Consume(Answer(model, data, [], samples: 3), "Responses"));
        IDataView answered = Answer(model, data, [-1], samples: 3);
        IDataView states = _ml.Reasoning().VerifyAnswers().Append(_ml.Reasoning().UnrollResponses())
            .Append(_ml.Reasoning().HiddenStates("States", model, promptColumnName: "Prompt", responseColumnName: "Response"))
            .Fit(answered).Transform(answered);

        long withStates = Passes(model, () => Consume(states, "Response", "States", "Correct"));

        Assert.AreEqual(generating, withStates);
        AssertFresh(model, states, "Response", samples: 3);
    }

    [TestMethod]
    public void A_layer_that_was_not_kept_is_computed_from_the_very_tokens()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(4));
        IDataView answered = Answer(model, data, [-1], samples: 1);
        IDataView states = _ml.Reasoning().HiddenStates("States", model, null, new HiddenStatesEstimator.Options
        {
            PromptColumnName = "Prompt",
            ResponseColumnName = "Responses",
            Layers = [1],
        }).Fit(answered).Transform(answered);
        long generating = Passes(model, () => Consume(answered, "Responses"));

        Assert.AreEqual(generating + 1, Passes(model, () => Consume(states, "States")));
        AssertFresh(model, states, "Responses", samples: 1, layer: 1);
    }

    [TestMethod]
    public void A_text_that_was_changed_after_generation_has_states_of_its_own()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(4));
        IDataView answered = _ml.Transforms.CopyColumns("Responses", "Answer")
            .Fit(Answer(model, data, [-1], samples: 1)).Transform(Answer(model, data, [-1], samples: 1));
        IDataView states = _ml.Reasoning().HiddenStates("States", model, promptColumnName: "Prompt", responseColumnName: "Responses")
            .Fit(answered).Transform(answered);
        using DataViewRowCursor cursor = states.GetRowCursor(states.Schema);
        Func<TokenStates> read = StateColumn.Reader(cursor, states.Schema["States"]);

        for (int i = 0; cursor.MoveNext(); i++)
        {
            IReadOnlyList<int> prompt = model.Tokenizer!.Encode($"{new string('x', i % 5)}{i}?", addSpecialTokens: false);
            IReadOnlyList<int> answer = model.Tokenizer.Encode($"{i}", addSpecialTokens: false);
            Tensors.AssertClose(
                Tensors.StatesOf(model, [.. prompt, .. answer], prompt.Count - 1, answer.Count), Tensors.Numbers(read().Values));
        }
    }

    [TestMethod]
    public void Another_models_states_are_not_taken()
    {
        using CausalLanguageModel writer = TinyModel.Create(), reader = TinyModel.Create(sharpness: 3);
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(3));
        IDataView answered = Answer(writer, data, [-1], samples: 1);
        IDataView states = _ml.Reasoning().HiddenStates("States", reader, promptColumnName: "Prompt", responseColumnName: "Responses")
            .Fit(answered).Transform(answered);

        Assert.AreEqual(1, Passes(reader, () => Consume(states, "States")));
    }

    [TestMethod]
    public void The_column_is_there_only_when_states_are_kept_and_does_not_survive_a_cache()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(1));

        Assert.IsNull(Answer(model, data, [], samples: 1).Schema.GetColumnOrNull("KeptStates"));
        Assert.AreEqual(KeptStatesDataViewType.Instance, Answer(model, data, [0], samples: 1).Schema["KeptStates"].Type);
        Assert.IsNull(_ml.Data.Cache(Answer(model, data, [0], samples: 1)).Schema.GetColumnOrNull("KeptStates"));
    }

    [TestMethod]
    public void A_layer_that_the_model_does_not_have_cannot_be_kept()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().Generate("Responses", model, "Prompt",
            new GenerateEstimator.Options { KeepStates = [-4], BatchSize = 0 }));
        Assert.Contains("no layer -4", error.Message);
        Assert.Contains("BatchSize is 0", error.Message);
    }

    private IDataView Answer(CausalLanguageModel model, IDataView data, int[] keepStates, int samples) =>
        _ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
        {
            SamplesPerPrompt = samples,
            MaxNewTokens = 12,
            Seed = 7,
            BatchSize = 4,
            KeepStates = keepStates,
        }).Fit(data).Transform(data);

    private static long Passes(CausalLanguageModel model, Action action)
    {
        long before = model.ForwardCount;
        action();
        return model.ForwardCount - before;
    }

    /// <summary>The states of every row are those that one pass over its exact tokens gives.</summary>
    private static void AssertFresh(CausalLanguageModel model, IDataView states, string responseColumn, int samples, int layer = -1)
    {
        using DataViewRowCursor cursor = states.GetRowCursor(states.Schema);
        Func<TokenStates> read = StateColumn.Reader(cursor, states.Schema["States"]);
        Func<string> id = RowReaders.Text(cursor, states.Schema["Id"]);
        IReadOnlyList<GeneratedSample> expected = model.Generate(
            [.. InputProblem.Several(6).Select(problem => problem.Prompt)],
            new GenerationOptions { SamplesPerPrompt = samples, MaxNewTokens = 12, Seed = 7 });
        Assert.IsGreaterThan(1, expected.Select(sample => sample.TokenIds.Count).Distinct().Count(), "Responses of one length prove little.");
        for (int i = 0; cursor.MoveNext(); i++)
        {
            GeneratedSample sample = expected[i];
            Assert.AreEqual($"p{sample.PromptIndex}", id());
            float[] fresh = Tensors.StatesOf(model, [.. sample.PromptTokenIds, .. sample.TokenIds], sample.PromptTokenIds.Count - 1,
                sample.TokenIds.Count, layer);
            Tensors.AssertClose(fresh, Tensors.Numbers(read().Values));
            Assert.AreEqual(sample.TokenIds.Count * Width, fresh.Length, responseColumn);
        }
    }

    private static void Consume(IDataView data, params string[] columns)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(columns.Select(name => data.Schema[name]));
        Action[] reads = [.. columns.Select(name => data.Schema[name]).Select<DataViewSchema.Column, Action>(column => column.Type switch
        {
            TextDataViewType => () => RowReaders.Text(cursor, column)(),
            BooleanDataViewType => () => RowReaders.Scalar<bool>(cursor, column)(),
            TokenStatesDataViewType => () => _ = StateColumn.Reader(cursor, column)().Values,
            _ => () => RowReaders.TextVector(cursor, column)(),
        })];
        while (cursor.MoveNext())
            foreach (Action read in reads)
                read();
    }
}
