using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class HiddenStatesTests
{
    private const int Width = 16;
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(StateRows.Emitting, 32, 16384, 1)]
    [DataRow(StateRows.Own, 32, 16384, 1)]
    [DataRow(StateRows.Emitting, 4, 16384, 3)]
    [DataRow(StateRows.Emitting, 32, 20, 5)]
    public void States_of_responses_are_those_of_single_passes(StateRows rows, int batchSize, int tokensPerPass, int passes)
    {
        using CausalLanguageModel model = TinyModel.Create();
        List<InputProblem> problems = InputProblem.Several(10); // with answers of one character
        IDataView data = _ml.Data.LoadFromEnumerable(problems);
        IDataView states = _ml.Reasoning().HiddenStates("States", model, null, new HiddenStatesEstimator.Options
        {
            PromptColumnName = "Prompt",
            ResponseColumnName = "Prompt", // any text will do
            Rows = rows,
            BatchSize = batchSize,
            TokensPerPass = tokensPerPass,
        }).Fit(data).Transform(data);

        float[][] actual = Read(states);

        Assert.AreEqual(passes, model.ForwardCount);
        for (int i = 0; i < problems.Count; i++)
        {
            IReadOnlyList<int> prompt = model.Tokenizer!.Encode(problems[i].Prompt, addSpecialTokens: false);
            int first = prompt.Count - (rows == StateRows.Emitting ? 1 : 0);
            Tensors.AssertClose(Tensors.StatesOf(model, [.. prompt, .. prompt], first, prompt.Count), actual[i]);
        }
    }

    [TestMethod]
    public void A_text_alone_has_the_states_of_all_its_tokens()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(3));

        float[][] actual = Read(_ml.Reasoning().HiddenStates("States", model, "Prompt").Fit(data).Transform(data));

        Tensors.AssertClose(Tensors.StatesOf(model, model.Tokenizer!.Encode("x1?", addSpecialTokens: false), 0, 3), actual[1]);
    }

    [TestMethod]
    public void Several_layers_come_in_the_order_asked_for_and_pool_each_on_its_own()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IReadOnlyList<int> tokens = model.Tokenizer!.Encode("xx2?", addSpecialTokens: false);
        IDataView data = _ml.Data.TakeRows(_ml.Data.SkipRows(_ml.Data.LoadFromEnumerable(InputProblem.Several(3)), 2), 1);
        float[] last = Tensors.StatesOf(model, tokens, 0, 4, 2), first = Tensors.StatesOf(model, tokens, 0, 4, 1);

        (long[] plainShape, float[] plain) = Of(StatePooling.None);
        (long[] lastShape, float[] atEnd) = Of(StatePooling.Last);
        (long[] meanShape, float[] mean) = Of(StatePooling.Mean);

        CollectionAssert.AreEqual(new long[] { 2, 4, Width }, plainShape);
        Tensors.AssertClose([.. last, .. first], plain);
        CollectionAssert.AreEqual(new long[] { 2, Width }, lastShape);
        Tensors.AssertClose([.. last[(3 * Width)..], .. first[(3 * Width)..]], atEnd);
        CollectionAssert.AreEqual(new long[] { 2, Width }, meanShape);
        Tensors.AssertClose([.. Means(last), .. Means(first)], mean);

        (long[], float[]) Of(StatePooling pooling)
        {
            IDataView states = _ml.Reasoning().HiddenStates("States", model, "Prompt",
                new HiddenStatesEstimator.Options { Layers = [-1, 1], Pooling = pooling }).Fit(data).Transform(data);
            var type = (TokenStatesDataViewType)states.Schema["States"].Type;
            Assert.AreEqual(new TokenStatesDataViewType(Width, [2, 1], pooling), type);
            using DataViewRowCursor cursor = states.GetRowCursor(states.Schema);
            Func<TokenStates> read = StateColumn.Reader(cursor, states.Schema["States"]);
            cursor.MoveNext();
            return (read().Values.shape, Tensors.Numbers(read().Values));
        }

        static float[] Means(float[] states) =>
            [.. Enumerable.Range(0, Width).Select(i => Enumerable.Range(0, 4).Average(token => states[token * Width + i]))];
    }

    [TestMethod]
    [DataRow(StatePooling.None, 0)]
    [DataRow(StatePooling.Last, Width)]
    [DataRow(StatePooling.Mean, Width)]
    public void An_empty_response_has_no_states_and_zeros_where_they_are_pooled(StatePooling pooling, int numbers)
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(new InputProblem[] { new() { Prompt = "a" }, new() { Prompt = "a", Answer = "b" } });
        IDataView states = _ml.Reasoning().HiddenStates("States", model, null, new HiddenStatesEstimator.Options
        {
            PromptColumnName = "Prompt",
            ResponseColumnName = "Answer",
            Pooling = pooling,
        }).Fit(data).Transform(data);

        float[][] actual = Read(states);

        CollectionAssert.AreEqual(new float[numbers], actual[0]);
        Assert.HasCount(Width, actual[1]);
        Assert.IsTrue(actual[1].Any(number => number != 0));
        Assert.IsEmpty(Read(_ml.Reasoning().HiddenStates("States", model, "Id").Fit(data).Transform(data))[0]);
    }

    [TestMethod]
    public void Texts_that_cannot_be_read_are_named_with_row_and_column()
    {
        using CausalLanguageModel model = TinyModel.Create(contextLength: 16);
        IDataView data = _ml.Data.LoadFromEnumerable(new InputProblem[]
        {
            new() { Prompt = "a", Answer = "b" },
            new() { Prompt = "aaaaaaaa", Answer = "bbbbbbbbb" },
            new() { Answer = "b" },
        });
        IDataView Of(int? maxTokens) => _ml.Reasoning().HiddenStates("States", model, null, new HiddenStatesEstimator.Options
        {
            PromptColumnName = "Prompt",
            ResponseColumnName = "Answer",
            MaxTokens = maxTokens,
        }).Fit(data).Transform(data);

        var tooLong = Assert.ThrowsExactly<InvalidOperationException>(() => Read(Of(null)));
        var limited = Assert.ThrowsExactly<InvalidOperationException>(() => Read(_ml.Data.TakeRows(Of(1), 1)));
        var noPrompt = Assert.ThrowsExactly<InvalidOperationException>(() => Read(_ml.Data.SkipRows(Of(null), 2)));

        Assert.Contains("Row 1: the text in columns 'Prompt' and 'Answer' has 17 tokens; at most 16", tooLong.Message);
        Assert.Contains("at most 1 are", limited.Message);
        Assert.Contains("Row 2: column 'Prompt' is empty", noPrompt.Message);
    }

    [TestMethod]
    public void Wrong_columns_are_named_and_several_responses_want_unrolling()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", samplesPerPrompt: 2).Fit(data).Transform(data);

        var missing = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().HiddenStates("States", model, "Text").Fit(data));
        var mistyped = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().HiddenStates("States", model, "Weight").Fit(data));
        var several = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning()
            .HiddenStates("States", model, promptColumnName: "Prompt", responseColumnName: "Responses").Fit(answered));

        Assert.Contains("'Text'", missing.Message);
        Assert.Contains("'Weight'", mistyped.Message);
        Assert.Contains("UnrollResponses", several.Message);
    }

    [TestMethod]
    public void Everything_wrong_with_the_options_is_told_at_once()
    {
        using CausalLanguageModel model = TinyModel.Create();

        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().HiddenStates(" ", model, "Text", new HiddenStatesEstimator.Options
        {
            PromptColumnName = "Prompt",
            Layers = [3],
            BatchSize = 0,
            TokensPerPass = 0,
            MaxTokens = 129,
        }));
        var none = Assert.ThrowsExactly<ArgumentException>(
            () => _ml.Reasoning().HiddenStates("States", model, "Text", new HiddenStatesEstimator.Options { Layers = [] }));
        var twice = Assert.ThrowsExactly<ArgumentException>(
            () => _ml.Reasoning().HiddenStates("States", model, "Text", new HiddenStatesEstimator.Options { Layers = [2, -1] }));

        foreach (string part in new[] { "outputColumnName", "given together", "no layer 3", "BatchSize is 0", "TokensPerPass is 0", "MaxTokens is 129" })
            Assert.Contains(part, error.Message);
        Assert.Contains("Layers is empty", none.Message);
        Assert.Contains("twice", twice.Message);
    }

    [TestMethod]
    public void A_model_without_a_tokenizer_cannot_read()
    {
        using CausalLanguageModel model = TinyModel.Create(withTokenizer: false);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Reasoning().HiddenStates("States", model, "Text"));
    }

    [TestMethod]
    public void Cancellation_ends_a_cursor()
    {
        using CausalLanguageModel model = TinyModel.Create();
        using var source = new CancellationTokenSource();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        IDataView states = _ml.Reasoning().HiddenStates("States", model, "Prompt",
            new HiddenStatesEstimator.Options { CancellationToken = source.Token }).Fit(data).Transform(data);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Read(states));
    }

    private static float[][] Read(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["States"]]);
        Func<TokenStates> read = StateColumn.Reader(cursor, data.Schema["States"]);
        var numbers = new List<float[]>();
        while (cursor.MoveNext())
            numbers.Add(Tensors.Numbers(read().Values));
        return [.. numbers];
    }
}
