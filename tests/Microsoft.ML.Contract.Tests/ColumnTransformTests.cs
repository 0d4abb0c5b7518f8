using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Copying, dropping, selecting, concatenating, and mapping by code.</summary>
[TestClass]
public sealed class ColumnTransformTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static IDataView Data => Ml.Data.LoadFromEnumerable(new[]
    {
        new Row { A = 1, B = 2, V = [3, 4], Name = "x" },
        new Row { A = 5, B = 6, V = [7, 8], Name = "y" },
    });

    [TestMethod]
    public void A_new_column_goes_to_the_end_and_a_replacement_behind_what_it_hides()
    {
        IDataView data = Data;
        string[] Names(string output)
            => [.. Ml.Transforms.CopyColumns(output, "B").Fit(data).Transform(data).Schema.Select(c => c.Name + (c.IsHidden ? "(hidden)" : ""))];

        CollectionAssert.AreEqual(new[] { "A", "B", "V", "Name", "C" }, Names("C"));
        CollectionAssert.AreEqual(new[] { "A(hidden)", "A", "B", "V", "Name" }, Names("A"));
    }

    [TestMethod]
    public void Columns_are_dropped_and_selected_by_name()
    {
        IDataView data = Data;
        CollectionAssert.AreEqual(
            new[] { "A", "B", "V" },
            Ml.Transforms.DropColumns("Name").Fit(data).Transform(data).Schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(
            new[] { "V", "A" },
            Ml.Transforms.SelectColumns("V", "A").Fit(data).Transform(data).Schema.Select(c => c.Name).ToArray(),
            "Selected columns come in the order of their names.");
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Transforms.DropColumns("Other").Fit(data));
        StringAssert.Contains(error.Message, "Other");
    }

    [TestMethod]
    public void Scalars_and_vectors_are_concatenated()
    {
        IDataView data = Data;
        IDataView view = Ml.Transforms.Concatenate("Features", "A", "V", "B").Fit(data).Transform(data);
        Assert.AreEqual<object>(new VectorDataViewType(NumberDataViewType.Single, 4), view.Schema["Features"].Type);
        float[][] features = [.. view.GetColumn<float[]>("Features")];
        CollectionAssert.AreEqual(new float[] { 1, 3, 4, 2 }, features[0]);
        CollectionAssert.AreEqual(new float[] { 5, 7, 8, 6 }, features[1]);
    }

    [TestMethod]
    public void Slots_are_named_after_scalars_and_after_named_slots()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(Row));
        definition["V"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(2, ["p".AsMemory(), "q".AsMemory()]), new VectorDataViewType(TextDataViewType.Instance, 2));
        IDataView data = Ml.Data.LoadFromEnumerable(new[] { new Row { V = [1, 2] } }, definition);
        DataViewSchema.Column column = Ml.Transforms.Concatenate("Features", "A", "V").Fit(data).Transform(data).Schema["Features"];
        Assert.IsTrue(column.HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "A", "V.p", "V.q" }, names.DenseValues().Select(n => n.ToString()).ToArray());

        DataViewSchema.Column copy = Ml.Transforms.CopyColumns("Copy", "V").Fit(data).Transform(data).Schema["Copy"];
        copy.GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "p", "q" }, names.DenseValues().Select(n => n.ToString()).ToArray(), "A copy keeps annotations.");
        DataViewSchema.Column alone = Ml.Transforms.Concatenate("Alone", "V").Fit(data).Transform(data).Schema["Alone"];
        alone.GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "p", "q" }, names.DenseValues().Select(n => n.ToString()).ToArray(), "One vector alone keeps its own.");
    }

    [TestMethod]
    public void Different_item_types_are_not_concatenated()
    {
        IDataView data = Data;
        Assert.ThrowsExactly<InvalidOperationException>(
            () => new EstimatorChain<ITransformer>().Append(Ml.Transforms.Concatenate("Features", "A", "Name")).Fit(data));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Transforms.Concatenate("Features", "A", "Name").Fit(data).Transform(data));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Transforms.Concatenate("Features"));
    }

    [TestMethod]
    public void Custom_code_maps_row_objects()
    {
        IDataView data = Data;
        IDataView view = Ml.Transforms.CustomMapping<Row, Mapped>(
            (input, output) =>
            {
                output.Sum = input.A + input.B;
                output.Upper = input.Name!.ToUpperInvariant();
            },
            contractName: null).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new float[] { 3, 11 }, view.GetColumn<float>("Sum").ToArray());
        CollectionAssert.AreEqual(new[] { "X", "Y" }, view.GetColumn<string>("Upper").ToArray());
    }

    [TestMethod]
    public void Custom_code_runs_once_a_row_however_many_outputs_are_read()
    {
        int calls = 0;
        CustomMappingTransformerProbe(() => Interlocked.Increment(ref calls), out PredictionEngine<Row, Mapped> engine);
        using (engine)
        {
            Mapped mapped = engine.Predict(new Row { A = 1, B = 1, Name = "n" });
            Assert.AreEqual(2, mapped.Sum);
            Assert.AreEqual("n", mapped.Upper);
        }
        Assert.AreEqual(1, calls);
    }

    [TestMethod]
    public void Custom_code_accepts_vectors_of_known_size_where_its_class_has_any()
    {
        IDataView data = Data;
        IDataView view = Ml.Transforms.CustomMapping<AnyVector, Total>((input, output) => output.Value = input.V!.Sum(), null).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new float[] { 7, 15 }, view.GetColumn<float>("Value").ToArray());
    }

    [TestMethod]
    public void Custom_code_needs_its_columns()
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.Transforms.CustomMapping<Total, Mapped>((_, _) => { }, null).Fit(Data));
        StringAssert.Contains(error.Message, "Value");
    }

    private static void CustomMappingTransformerProbe(Action called, out PredictionEngine<Row, Mapped> engine)
    {
        IEstimator<ITransformer> mapping = Ml.Transforms.CustomMapping<Row, Mapped>(
            (input, output) =>
            {
                called();
                output.Sum = input.A + input.B;
                output.Upper = input.Name;
            },
            null);
        engine = Ml.Model.CreatePredictionEngine<Row, Mapped>(mapping.Fit(Data));
    }

    private sealed class Row
    {
        public float A;

        public float B;

        [VectorType(2)]
        public float[]? V;

        public string? Name;
    }

    private sealed class AnyVector
    {
        public float[]? V = null;
    }

    private sealed class Total
    {
        public float Value;
    }

    private sealed class Mapped
    {
        public float Sum;

        public string? Upper;
    }
}
