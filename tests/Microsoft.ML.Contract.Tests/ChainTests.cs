using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Chains of estimators and transformers, stock ones and our own.</summary>
[TestClass]
public sealed class ChainTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void A_chain_checks_all_shapes_before_the_first_fit()
    {
        var first = new SquareEstimator();
        IEstimator<ITransformer> chain = first.Append(Ml.Transforms.CopyColumns("Copy", "Missing"));
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => chain.Fit(new CountingView(3)));
        StringAssert.Contains(error.Message, "Missing");
        Assert.AreEqual(0, first.Fits);
    }

    [TestMethod]
    public void An_estimator_of_our_own_sees_the_shape_of_what_comes_before_it()
    {
        var square = new SquareEstimator();
        var source = new CountingView(3);
        TransformerChain<SquareTransformer> model = Ml.Transforms.CopyColumns("Copy", "Text").Append(square).Fit(source);
        SchemaShape.Column copy = square.Shapes.Single().Single(c => c.Name == "Copy");
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, copy.Kind);
        Assert.AreEqual<object>(TextDataViewType.Instance, copy.ItemType);
        Assert.IsNotNull(model.LastTransformer);
        CollectionAssert.AreEqual(new[] { 0, 1, 4 }, model.Transform(source).GetColumn<int>("Square").ToArray());
    }

    [TestMethod]
    public void A_probe_in_a_chain_learns_the_shape_of_any_schema()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            "SlotNames",
            new VectorDataViewType(TextDataViewType.Instance, 3),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = default);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Scalar", TextDataViewType.Instance);
        builder.AddColumn("Known", new VectorDataViewType(NumberDataViewType.Single, 3), annotations.ToAnnotations());
        builder.AddColumn("Unknown", new VectorDataViewType(BooleanDataViewType.Instance));
        builder.AddColumn("Key", new KeyDataViewType(typeof(uint), 5));
        builder.AddColumn("Payload", PayloadType.Instance);
        var probe = new ShapeProbe();
        new EstimatorChain<ITransformer>().Append(probe).Fit(new SchemaOnlyView(builder.ToSchema()));

        Dictionary<string, SchemaShape.Column> shape = probe.Shape!.ToDictionary(c => c.Name);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, shape["Scalar"].Kind);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, shape["Known"].Kind);
        Assert.AreEqual<object>(NumberDataViewType.Single, shape["Known"].ItemType);
        Assert.AreEqual("SlotNames", shape["Known"].Annotations.Single().Name);
        Assert.AreEqual(SchemaShape.Column.VectorKind.VariableVector, shape["Unknown"].Kind);
        Assert.IsTrue(shape["Key"].IsKey);
        Assert.AreEqual<object>(NumberDataViewType.UInt32, shape["Key"].ItemType);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, shape["Payload"].Kind);
        Assert.AreEqual<object>(PayloadType.Instance, shape["Payload"].ItemType);
    }

    [TestMethod]
    public void Without_a_checkpoint_every_pass_reads_the_source_again()
    {
        var source = new CountingView(4);
        new PassThroughEstimator().Append(new SquareEstimator(passes: 3)).Fit(source);
        Assert.AreEqual(3, source.Counts.Cursors);
    }

    [TestMethod]
    public void Behind_a_checkpoint_the_source_is_read_once()
    {
        var source = new CountingView(4);
        new PassThroughEstimator().AppendCacheCheckpoint(Ml).Append(new SquareEstimator(passes: 3)).Fit(source);
        Assert.AreEqual(1, source.Counts.Cursors);
        Assert.ThrowsExactly<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(Ml));
    }

    [TestMethod]
    public void A_transformer_for_training_only_is_left_out_when_scoring()
    {
        var source = new CountingView(4);
        TransformerChain<SquareTransformer> model = Ml.Transforms.CopyColumns("Copy", "Text")
            .Append(Ml.Transforms.CopyColumns("Training", "Text"), TransformerScope.TrainTest)
            .Append(new SquareEstimator())
            .Fit(source);
        Assert.HasCount(3, model);
        Assert.IsNull(model.Transform(source).Schema.GetColumnOrNull("Training"));
        Assert.IsNotNull(model.Transform(source, TransformerScope.Training).Schema.GetColumnOrNull("Training"));
        Assert.HasCount(2, model.GetModelFor(TransformerScope.Scoring));
    }

    [TestMethod]
    public void A_chain_disposes_its_members_once()
    {
        var first = new SquareTransformer();
        var chain = new TransformerChain<ITransformer>(first, new PassThroughTransformer());
        chain.Dispose();
        chain.Dispose();
        Assert.AreEqual(1, first.Disposals);
    }

    [TestMethod]
    public void An_empty_chain_gives_back_its_input()
    {
        var source = new CountingView(1);
        Assert.AreSame(source, new TransformerChain<ITransformer>().Transform(source));
        Assert.IsNull(new TransformerChain<ITransformer>().LastTransformer);
    }

    [TestMethod]
    public void A_delegate_sees_the_fitted_transformer()
    {
        SquareTransformer? seen = null;
        SquareTransformer fitted = new SquareEstimator().WithOnFitDelegate(t => seen = t).Fit(new CountingView(1));
        Assert.AreSame(fitted, seen);
    }

    [TestMethod]
    public void Transforming_reads_no_rows()
    {
        var source = new CountingView(4);
        IDataView view = Ml.Transforms.CopyColumns("Copy", "Text").Append(new SquareEstimator()).Fit(source).Transform(source);
        Assert.AreEqual(5 + 1, view.Schema.Count);
        Assert.AreEqual(0, source.Counts.Cursors);
    }

    [TestMethod]
    public void Transformers_are_appended_to_transformers()
    {
        var square = new SquareTransformer();
        TransformerChain<ITransformer> chain = new PassThroughTransformer().Append<ITransformer>(square);
        Assert.AreSame(square, chain.LastTransformer);
        Assert.AreEqual(9, chain.Transform(new CountingView(4)).GetColumn<int>("Square").Last());
    }

    private sealed class PassThroughEstimator : IEstimator<PassThroughTransformer>
    {
        public PassThroughTransformer Fit(IDataView input) => new();

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
