using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

[TestClass]
public sealed class PredictionEngineTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void It_runs_a_mapper_of_our_own_row_by_row()
    {
        var transformer = new SquareTransformer();
        using PredictionEngine<Input, Output> engine = Ml.Model.CreatePredictionEngine<Input, Output>(transformer);
        Assert.AreEqual(9, engine.Predict(new Input { Number = 3 }).Square);
        Assert.AreEqual(16, engine.Predict(new Input { Number = 4 }).Square);
        CollectionAssert.AreEqual(new long[] { 0, 1 }, transformer.Positions, "Each prediction is the next row.");
        Assert.IsNotNull(engine.OutputSchema.GetColumnOrNull("Square"));
    }

    [TestMethod]
    public void It_runs_a_chain_of_stock_transforms_and_our_own()
    {
        TransformerChain<SquareTransformer> chain = Chain();
        using PredictionEngine<Input, FullOutput> engine = Ml.Model.CreatePredictionEngine<Input, FullOutput>(chain);
        FullOutput output = engine.Predict(new Input { Number = 5, Text = "five" });
        Assert.AreEqual(25, output.Square);
        Assert.AreEqual(5, output.Copy);
        Assert.AreEqual("five", output.Text);
    }

    [TestMethod]
    public void Columns_that_the_prediction_does_not_hold_are_not_computed()
    {
        var transformer = new SquareTransformer();
        using PredictionEngine<Input, TextOutput> engine = Ml.Model.CreatePredictionEngine<Input, TextOutput>(transformer);
        Assert.AreEqual("x", engine.Predict(new Input { Text = "x" }).Text);
        Assert.AreEqual(0, transformer.Squares);
    }

    [TestMethod]
    public void It_fills_an_object_that_it_is_given()
    {
        using PredictionEngine<Input, Output> engine = Ml.Model.CreatePredictionEngine<Input, Output>(new SquareTransformer());
        var output = new Output();
        Output same = output;
        engine.Predict(new Input { Number = 2 }, ref output);
        Assert.AreSame(same, output);
        Assert.AreEqual(4, output.Square);
    }

    [TestMethod]
    public void It_disposes_its_transformer_once_unless_told_otherwise()
    {
        var owned = new SquareTransformer();
        PredictionEngine<Input, Output> engine = Ml.Model.CreatePredictionEngine<Input, Output>(owned);
        engine.Dispose();
        engine.Dispose();
        Assert.AreEqual(1, owned.Disposals);

        var lent = new SquareTransformer();
        Ml.Model.CreatePredictionEngine<Input, Output>(lent, new PredictionEngineOptions { OwnsTransformer = false }).Dispose();
        Assert.AreEqual(0, lent.Disposals);

        TransformerChain<SquareTransformer> chain = Chain();
        Ml.Model.CreatePredictionEngine<Input, Output>(chain).Dispose();
        Assert.AreEqual(1, chain.LastTransformer.Disposals);
    }

    [TestMethod]
    public void A_transformer_that_is_not_row_to_row_is_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.Model.CreatePredictionEngine<Input, Output>(new SquareTransformer(isRowToRow: false)));
        var chain = new TransformerChain<ITransformer>(new SquareTransformer(), new PassThroughTransformer());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Model.CreatePredictionEngine<Input, Output>(chain));
        Assert.ThrowsExactly<ArgumentNullException>(() => Ml.Model.CreatePredictionEngine<Input, Output>(null));
    }

    [TestMethod]
    public void Missing_output_columns_are_ignored_unless_told_otherwise()
    {
        using PredictionEngine<Input, FullOutput> lenient = Ml.Model.CreatePredictionEngine<Input, FullOutput>(new SquareTransformer());
        Assert.AreEqual(0, lenient.Predict(new Input { Number = 2 }).Copy);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.Model.CreatePredictionEngine<Input, FullOutput>(new SquareTransformer(), ignoreMissingColumns: false));
    }

    [TestMethod]
    public void Wrong_input_is_reported_when_the_engine_is_made()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Model.CreatePredictionEngine<TextOutput, Output>(new SquareTransformer()));
        using PredictionEngine<Input, Output> engine = Ml.Model.CreatePredictionEngine<Input, Output>(new SquareTransformer());
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Predict(null!));
    }

    [TestMethod]
    public void An_input_schema_gives_names_and_types()
    {
        DataViewSchema schema = Ml.Data.LoadFromEnumerable(new[] { new Input() }).Schema;
        using PredictionEngine<Input, Output> engine = Ml.Model.CreatePredictionEngine<Input, Output>(new SquareTransformer(), schema);
        Assert.AreEqual(36, engine.Predict(new Input { Number = 6 }).Square);
        Assert.ThrowsExactly<InvalidOperationException>(
            () => Ml.Model.CreatePredictionEngine<Input, Output>(new SquareTransformer(), new CountingView(1).Schema));
    }

    private static TransformerChain<SquareTransformer> Chain()
        => Ml.Transforms.CopyColumns("Copy", "Number").Append(new SquareEstimator()).Fit(Ml.Data.LoadFromEnumerable(new[] { new Input() }));

    private sealed class Input
    {
        public int Number;

        public string? Text;
    }

    private sealed class Output
    {
        public int Square = 0;
    }

    private sealed class TextOutput
    {
        public string? Text = null;
    }

    private sealed class FullOutput
    {
        public int Square = 0;

        public int Copy = 0;

        public string? Text = null;
    }
}
