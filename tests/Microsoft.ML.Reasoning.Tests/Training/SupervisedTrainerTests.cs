using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class SupervisedTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_copy_learns_the_responses_and_the_given_model_stays_as_it_was()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] before = Weights(model);
        IDataView data = Data();
        var losses = new Losses();

        using ReasoningModelTransformer tuned = Trainer(model, options =>
        {
            options.Training = new SupervisedTrainingOptions { Epochs = 60, BatchSize = 4, LearningRate = 1e-2 };
            options.Progress = losses;
        }).Fit(data);
        string[] answers = tuned.Transform(data).GetColumn<string>("Response").ToArray();

        CollectionAssert.AreEqual(before, Weights(model));
        CollectionAssert.AreNotEqual(before, Weights(tuned.Model));
        Assert.IsLessThan(losses.Values[0] / 4, losses.Values[^1]);
        CollectionAssert.AreEqual(data.GetColumn<string>("Response").ToArray(), answers);
    }

    [TestMethod]
    public void Two_fits_give_the_same_weights()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);

        using ReasoningModelTransformer first = Trainer(model).Fit(Data());
        using ReasoningModelTransformer second = Trainer(model).Fit(Data());

        CollectionAssert.AreEqual(Weights(first.Model), Weights(second.Model));
    }

    [TestMethod]
    public void Updated_in_place_the_given_model_is_the_trained_one_and_is_not_disposed()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] before = Weights(model);

        ReasoningModelTransformer tuned = Trainer(model, options => options.UpdateInPlace = true).Fit(Data());
        Assert.AreSame(model, tuned.Model);
        tuned.Dispose();

        CollectionAssert.AreNotEqual(before, Weights(model));
        Assert.HasCount(1, model.Generate(["still here"], new GenerationOptions { MaxNewTokens = 2 }));
        Assert.ThrowsExactly<ObjectDisposedException>(() => tuned.Model);
    }

    [TestMethod]
    public void The_transformer_disposes_its_own_copy_and_not_the_given_model()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        TransformerChain<ReasoningModelTransformer> chain = new EstimatorChain<ITransformer>().Append(Trainer(model)).Fit(Data());
        Tensor weight = chain.LastTransformer.Model.Parameters.Values.First();

        chain.Dispose();

        Assert.IsTrue(weight.IsInvalid);
        Assert.HasCount(1, model.Generate(["still here"], new GenerationOptions { MaxNewTokens = 2 }));
    }

    [TestMethod]
    public void The_tuned_model_answers_single_rows()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        using ReasoningModelTransformer tuned = Trainer(model, options => options.OutputColumnName = "Tuned").Fit(Data());

        using PredictionEngine<Example, Tuned> engine = _ml.Model.CreatePredictionEngine<Example, Tuned>(tuned,
            new PredictionEngineOptions { OwnsTransformer = false });
        string one = engine.Predict(new Example { Prompt = "1+1=" }).Answer;

        IDataView data = _ml.Data.LoadFromEnumerable([new Example { Prompt = "1+1=" }]);
        Assert.AreEqual(tuned.Transform(data).GetColumn<string>("Tuned").Single(), one);
    }

    [TestMethod]
    public void Both_forms_of_the_schema_agree_and_columns_are_checked()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        SupervisedTrainer trainer = Trainer(model, options => options.OutputColumnName = "Tuned");
        IDataView data = Data();
        using ReasoningModelTransformer tuned = trainer.Fit(data);
        SupervisedTrainer missing = Trainer(model, options => options.ResponseColumnName = "Reply");

        Shapes.AssertSame(tuned.Transform(data), trainer.GetOutputSchema(Shapes.Of(data)));
        Assert.AreEqual(TextDataViewType.Instance, tuned.GetOutputSchema(data.Schema)["Tuned"].Type);
        foreach (Action use in new Action[] { () => missing.Fit(data), () => missing.GetOutputSchema(Shapes.Of(data)) })
            Assert.Contains("no column 'Reply'", Assert.ThrowsExactly<ArgumentOutOfRangeException>(use).Message);
    }

    [TestMethod]
    public void Rows_without_text_are_left_out_and_told_and_data_without_any_is_an_error()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        IDataView some = _ml.Data.LoadFromEnumerable([new Example { Prompt = "a", Response = "b" }, new Example { Prompt = "a" }, new Example()]);
        IDataView none = _ml.Data.LoadFromEnumerable([new Example { Prompt = "a" }]);

        Trainer(model).Fit(some).Dispose();
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Trainer(model).Fit(none));

        Assert.Contains(message => message.Contains("2 rows have no text in 'Prompt' or 'Response'", StringComparison.Ordinal), messages);
        Assert.Contains(message => message.Contains("step 1 of 1", StringComparison.Ordinal), messages);
        Assert.Contains("'Prompt' and 'Response'", error.Message);
    }

    [TestMethod]
    public void Cancellation_ends_the_training_and_the_given_model_stays_as_it_was()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] before = Weights(model);
        using var source = new CancellationTokenSource();
        var cancel = new Losses { Then = source.Cancel };

        Assert.Throws<OperationCanceledException>(() => Trainer(model, options =>
        {
            options.Training = new SupervisedTrainingOptions { Epochs = 50, BatchSize = 1 };
            options.Progress = cancel;
            options.CancellationToken = source.Token;
        }).Fit(Data()));

        Assert.HasCount(1, cancel.Values);
        CollectionAssert.AreEqual(before, Weights(model));
    }

    [TestMethod]
    public void Every_wrong_option_is_listed_when_the_trainer_is_made()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);

        var error = Assert.ThrowsExactly<ArgumentException>(() => Trainer(model, options =>
        {
            options.PromptColumnName = "";
            options.MaxNewTokens = 0;
            options.AnswerBatchSize = 0;
            options.Training = new SupervisedTrainingOptions { LearningRate = -1, Epochs = 0 };
        }));

        foreach (string part in new[] { "PromptColumnName", "MaxNewTokens is 0", "AnswerBatchSize is 0", "LearningRate is -1", "Epochs is 0" })
            Assert.Contains(part, error.Message);
    }

    private SupervisedTrainer Trainer(CausalLanguageModel model, Action<SupervisedTrainer.Options>? change = null)
    {
        var options = new SupervisedTrainer.Options { MaxNewTokens = 8, Training = new SupervisedTrainingOptions { LearningRate = 1e-3 } };
        change?.Invoke(options);
        return _ml.Reasoning().Trainers.Supervised(model, options);
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable([
        new Example { Prompt = "1+1=", Response = "2" }, new Example { Prompt = "2+2=", Response = "4" },
        new Example { Prompt = "3+3=", Response = "6" }, new Example { Prompt = "4+1=", Response = "5" }]);

    private static float[] Weights(CausalLanguageModel model) =>
        model.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.detach().data<float>().ToArray()).ToArray();

    private sealed class Losses : IProgress<SupervisedTrainingProgress>
    {
        public List<double> Values { get; } = [];

        public Action? Then { get; init; }

        public void Report(SupervisedTrainingProgress value)
        {
            Values.Add(value.Loss);
            Then?.Invoke();
        }
    }

    private sealed class Example
    {
        public string Prompt { get; set; } = "";

        public string Response { get; set; } = "";
    }

    private sealed class Tuned
    {
        [ColumnName("Tuned")]
        public string Answer { get; set; } = "";
    }
}
