using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class SchemaTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Columns_are_those_of_the_documentation_in_both_forms()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var data = new CountingView(_ml.Data.LoadFromEnumerable(InputProblem.Several(1)));
        EstimatorChain<VerifyAnswersTransformer> pipeline = Pipeline(model);

        IDataView answered = pipeline.Fit(data).Transform(data);

        (string, DataViewType)[] expected =
        [
            ("Chat", TextDataViewType.Instance),
            ("Responses", new VectorDataViewType(TextDataViewType.Instance, 3)),
            ("FinishReasons", new VectorDataViewType(TextDataViewType.Instance, 3)),
            ("TokenCounts", new VectorDataViewType(NumberDataViewType.Int32, 3)),
            ("MeanLogProbabilities", new VectorDataViewType(NumberDataViewType.Single, 3)),
            ("Correct", new VectorDataViewType(BooleanDataViewType.Instance, 3)),
            ("ExtractedAnswers", new VectorDataViewType(TextDataViewType.Instance, 3)),
            ("NormalAnswers", new VectorDataViewType(TextDataViewType.Instance, 3)),
            ("VerdictReasons", new VectorDataViewType(TextDataViewType.Instance, 3)),
        ];
        CollectionAssert.AreEqual(
            data.Schema.Select(column => (column.Name, column.Type)).Concat(expected).ToArray(),
            answered.Schema.Select(column => (column.Name, column.Type)).ToArray());
        Shapes.AssertSame(answered, pipeline.GetOutputSchema(Shapes.Of(data)));
        Assert.AreEqual(0, data.Cursors);
    }

    [TestMethod]
    public void A_view_has_one_schema_object()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(1));
        IDataView answered = Pipeline(model).Fit(data).Transform(data);
        DataViewSchema first = answered.Schema;

        using DataViewRowCursor cursor = answered.GetRowCursor([]);

        Assert.AreSame(first, answered.Schema);
        Assert.AreSame(first, cursor.Schema);
    }

    [TestMethod]
    public void A_column_of_the_same_name_hides_the_one_before()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        ChatTemplateEstimator estimator = _ml.Reasoning().ApplyChatTemplate("Prompt", model, null,
            new ChatTemplateEstimator.Options { Template = ChatTemplates.ChatMl });

        IDataView chats = estimator.Fit(data).Transform(data);

        Assert.AreEqual(data.Schema.Count + 1, chats.Schema.Count);
        Assert.StartsWith("<|im_start|>", chats.GetColumn<string>("Prompt").First());
        Shapes.AssertSame(chats, estimator.GetOutputSchema(Shapes.Of(data)));
    }

    [TestMethod]
    public void A_missing_column_is_named_with_what_was_expected_and_found_in_both_forms()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(1));
        GenerateEstimator estimator = _ml.Reasoning().Generate("Responses", model, "Promt");

        var fit = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        var shape = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shapes.Of(data)));

        foreach (ArgumentOutOfRangeException error in new[] { fit, shape })
        {
            Assert.Contains("no column 'Promt'", error.Message);
            Assert.Contains("expected one of type Text", error.Message);
            Assert.Contains("'Prompt'", error.Message);
        }
    }

    [TestMethod]
    public void A_mistyped_column_is_named_with_what_was_expected_and_found_in_both_forms()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(1));
        GenerateEstimator scalar = _ml.Reasoning().Generate("Responses", model, "Weight");
        VerifyAnswersEstimator vector = _ml.Reasoning().VerifyAnswers("Correct", "Prompt", "Answer");
        VerifyAnswersEstimator item = _ml.Reasoning().VerifyAnswers("Correct", "Numbers", "Answer");

        foreach (Action use in new Action[] { () => scalar.Fit(data), () => scalar.GetOutputSchema(Shapes.Of(data)) })
            Assert.Contains("column 'Weight' has the wrong type; expected Text, found Single",
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(use).Message);
        foreach (Action use in new Action[] { () => vector.Fit(data), () => vector.GetOutputSchema(Shapes.Of(data)) })
            Assert.Contains("column 'Prompt' has the wrong type; expected a vector of",
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(use).Message);
        foreach (Action use in new Action[] { () => item.Fit(data), () => item.GetOutputSchema(Shapes.Of(data)) })
            Assert.Contains("column 'Numbers' has the wrong type; expected a vector of",
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(use).Message);
    }

    [TestMethod]
    public void A_chain_finds_a_missing_column_before_anything_runs()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var data = new CountingView(_ml.Data.LoadFromEnumerable(InputProblem.Several(1)));
        EstimatorChain<VerifyAnswersTransformer> pipeline = _ml.Reasoning().Generate("Responses", model, "Prompt")
            .Append(_ml.Reasoning().VerifyAnswers("Correct", "Responses", "Gold"));

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pipeline.Fit(data));

        Assert.Contains("'Gold'", error.Message);
        Assert.AreEqual(0, data.Cursors);
    }

    private EstimatorChain<VerifyAnswersTransformer> Pipeline(CausalLanguageModel model) => _ml.Reasoning()
        .ApplyChatTemplate("Chat", model, "Prompt", new ChatTemplateEstimator.Options { Template = ChatTemplates.ChatMl })
        .Append(_ml.Reasoning().Generate("Responses", model, "Chat", samplesPerPrompt: 3, maxNewTokens: 4))
        .Append(_ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer"));
}
