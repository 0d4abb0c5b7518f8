using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

[TestClass]
public sealed class TypedRowTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static Row[] Rows =>
    [
        new() { Text = "a", Numbers = [1, 2], Flags = [true, false], Words = ["x", "y"], Fixed = [1, 2, 3], Renamed = 4, Property = 5, Key = 2 },
        new() { Text = null, Numbers = null, Flags = [], Words = [], Fixed = [4, 5, 6], Renamed = 7, Property = 8, Key = 9 },
    ];

    [TestMethod]
    public void Members_become_columns_of_their_types()
    {
        DataViewSchema schema = Ml.Data.LoadFromEnumerable(Rows).Schema;
        CollectionAssert.AreEquivalent(
            new[] { "Text", "Numbers", "Flags", "Words", "Fixed", "Other", "Key", "Property", "ReadOnly" },
            schema.Select(c => c.Name).ToArray());
        Assert.AreEqual<object>(TextDataViewType.Instance, schema["Text"].Type);
        Assert.AreEqual<object>(new VectorDataViewType(NumberDataViewType.Int32), schema["Numbers"].Type);
        Assert.AreEqual<object>(new VectorDataViewType(BooleanDataViewType.Instance), schema["Flags"].Type);
        Assert.AreEqual<object>(new VectorDataViewType(TextDataViewType.Instance), schema["Words"].Type);
        Assert.AreEqual<object>(new VectorDataViewType(NumberDataViewType.Single, 3), schema["Fixed"].Type);
        Assert.AreEqual<object>(NumberDataViewType.Int64, schema["Other"].Type);
        Assert.AreEqual<object>(new KeyDataViewType(typeof(uint), 5), schema["Key"].Type);
        Assert.AreEqual<object>(NumberDataViewType.Double, schema["Property"].Type);
    }

    [TestMethod]
    public void Values_survive_the_way_into_a_view_and_back()
    {
        Row[] back = [.. Ml.Data.CreateEnumerable<Row>(Ml.Data.LoadFromEnumerable(Rows), reuseRowObject: false)];
        Assert.HasCount(2, back);
        Assert.AreEqual("a", back[0].Text);
        CollectionAssert.AreEqual(new[] { 1, 2 }, back[0].Numbers);
        CollectionAssert.AreEqual(new[] { true, false }, back[0].Flags);
        CollectionAssert.AreEqual(new[] { "x", "y" }, back[0].Words);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, back[0].Fixed);
        Assert.AreEqual(4, back[0].Renamed);
        Assert.AreEqual(5, back[0].Property);
        Assert.AreEqual("", back[1].Text, "A null string is an empty text.");
        Assert.IsEmpty(Ml.Data.LoadFromEnumerable(Rows).GetColumn<int[]>("Numbers").Last(), "A null array is an empty vector.");
        Assert.IsNull(back[1].Numbers, "An empty vector leaves a null member null.");
        Assert.IsNull(back[1].Words);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, back[0].Fixed, "A row read before is not overwritten by the next.");
    }

    [TestMethod]
    public void Keys_count_from_one_and_zero_is_missing()
    {
        uint[] keys = [.. Ml.Data.LoadFromEnumerable(Rows).GetColumn<uint>("Key")];
        CollectionAssert.AreEqual(new uint[] { 3, 0 }, keys);
    }

    [TestMethod]
    public void One_row_object_is_filled_again_when_asked_for()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(Rows);
        Row[] reused = [.. Ml.Data.CreateEnumerable<Row>(view, reuseRowObject: true)];
        Assert.AreSame(reused[0], reused[1]);
        Assert.AreEqual(7, reused[0].Renamed);
        Row[] fresh = [.. Ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];
        Assert.AreNotSame(fresh[0], fresh[1]);
    }

    [TestMethod]
    public void A_sparse_vector_fills_an_array_densely()
    {
        var rows = new[] { new SparseRow { Values = new VBuffer<float>(4, 1, [9], [2]) } };
        IDataView view = Ml.Data.LoadFromEnumerable(rows);
        ArrayRow row = Ml.Data.CreateEnumerable<ArrayRow>(view, reuseRowObject: false).Single();
        CollectionAssert.AreEqual(new float[] { 0, 0, 9, 0 }, row.Values);
        SparseRow same = Ml.Data.CreateEnumerable<SparseRow>(view, reuseRowObject: false).Single();
        Assert.IsFalse(same.Values.IsDense);
    }

    [TestMethod]
    public void A_missing_column_is_reported_at_once_unless_ignored()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(new[] { new ArrayRow { Values = [1] } });
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Ml.Data.CreateEnumerable<TwoColumns>(view, reuseRowObject: false));
        StringAssert.Contains(error.Message, "Extra");
        TwoColumns row = Ml.Data.CreateEnumerable<TwoColumns>(view, reuseRowObject: false, ignoreMissingColumns: true).Single();
        Assert.AreEqual(-1, row.Extra);
        CollectionAssert.AreEqual(new float[] { 1 }, row.Values);
    }

    [TestMethod]
    public void A_column_of_another_type_is_reported_at_once()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(new[] { new ArrayRow { Values = [1] } });
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Ml.Data.CreateEnumerable<WrongType>(view, reuseRowObject: false));
        StringAssert.Contains(error.Message, "Values");
    }

    [TestMethod]
    public void Row_classes_that_cannot_be_mapped_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.LoadFromEnumerable(new[] { new ObjectMember() }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.LoadFromEnumerable(new[] { new DuplicateNames() }));
        Assert.ThrowsExactly<ArgumentNullException>(() => Ml.Data.LoadFromEnumerable<Row>(null));
        Assert.ThrowsExactly<ArgumentNullException>(() => Ml.Data.CreateEnumerable<Row>(null, false));
    }

    [TestMethod]
    public void The_row_count_is_known_for_collections_only()
    {
        Assert.AreEqual(2L, Ml.Data.LoadFromEnumerable(Rows).GetRowCount());
        Assert.IsNull(Ml.Data.LoadFromEnumerable(Rows.Where(_ => true)).GetRowCount());
    }

    [TestMethod]
    public void A_schema_definition_renames_and_retypes_columns()
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(ArrayRow));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Values"].ColumnName = "Features";
        IDataView view = Ml.Data.LoadFromEnumerable(new[] { new ArrayRow { Values = [1, 2] } }, definition);
        Assert.AreEqual<object>(new VectorDataViewType(NumberDataViewType.Single, 2), view.Schema["Features"].Type);
        Assert.IsNull(view.Schema.GetColumnOrNull("Values"));
    }

    [TestMethod]
    public void A_null_row_is_an_invalid_operation_when_it_is_reached()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(new ArrayRow?[] { new() { Values = [1] }, null }!);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Assert.IsTrue(cursor.MoveNext());
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.MoveNext());
    }

    private sealed class Row
    {
        public const int Constant = 1;

        public static int Static = 2;

        public string? Text;

        public int[]? Numbers;

        public bool[]? Flags;

        public string[]? Words;

        [VectorType(3)]
        public float[]? Fixed;

        [ColumnName("Other")]
        public long Renamed;

        [KeyType(5)]
        public uint Key;

        [NoColumn]
        public object? Ignored = null;

        public double Property { get; set; }

        public int ReadOnly => 1;
    }

    private sealed class SparseRow
    {
        public VBuffer<float> Values;
    }

    private sealed class ArrayRow
    {
        public float[]? Values;
    }

    private sealed class TwoColumns
    {
        public float[]? Values = null;

        public int Extra = -1;
    }

    private sealed class WrongType
    {
        public int Values = 0;
    }

    private sealed class ObjectMember
    {
        public object? Anything = null;
    }

    private sealed class DuplicateNames
    {
        [ColumnName("Same")]
        public int One = 1;

        [ColumnName("Same")]
        public int Two = 2;
    }
}
