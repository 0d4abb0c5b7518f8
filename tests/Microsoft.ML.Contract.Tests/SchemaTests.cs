using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

[TestClass]
public sealed class SchemaTests
{
    [TestMethod]
    public void Types_describe_themselves()
    {
        Assert.AreEqual("Single", NumberDataViewType.Single.ToString());
        Assert.AreEqual("String", TextDataViewType.Instance.ToString());
        Assert.AreEqual(typeof(ReadOnlyMemory<char>), TextDataViewType.Instance.RawType);
        Assert.AreEqual("Vector<Boolean>", new VectorDataViewType(BooleanDataViewType.Instance).ToString());
        Assert.AreEqual("Vector<Single, 3>", new VectorDataViewType(NumberDataViewType.Single, 3).ToString());
        Assert.AreEqual("Vector<Single, *, 8>", new VectorDataViewType(NumberDataViewType.Single, 0, 8).ToString());
        Assert.AreEqual("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
    }

    [TestMethod]
    public void A_vector_with_an_unknown_dimension_has_no_known_size()
    {
        var vector = new VectorDataViewType(NumberDataViewType.Single, 0, 8);
        Assert.IsFalse(vector.IsKnownSize);
        Assert.AreEqual(0, vector.Size);
        CollectionAssert.AreEqual(new[] { 0, 8 }, vector.Dimensions.ToArray());
        Assert.AreEqual(typeof(VBuffer<float>), vector.RawType);
    }

    [TestMethod]
    public void Vectors_and_keys_are_equal_by_value()
    {
        Assert.AreEqual<object>(new VectorDataViewType(NumberDataViewType.Single, 3), new VectorDataViewType(NumberDataViewType.Single, 3));
        Assert.AreNotEqual<object>(new VectorDataViewType(NumberDataViewType.Single, 3), new VectorDataViewType(NumberDataViewType.Single));
        Assert.AreEqual<object>(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5));
        Assert.AreNotEqual<object>(new KeyDataViewType(typeof(uint), 5), NumberDataViewType.UInt32);
    }

    [TestMethod]
    public void A_later_column_hides_an_earlier_one_of_the_same_name()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Int32);
        builder.AddColumn("B", NumberDataViewType.Int32);
        builder.AddColumn("A", TextDataViewType.Instance);
        DataViewSchema schema = builder.ToSchema();
        Assert.HasCount(3, schema);
        Assert.IsTrue(schema[0].IsHidden);
        Assert.IsFalse(schema[2].IsHidden);
        Assert.AreEqual(2, schema["A"].Index);
    }

    [TestMethod]
    public void A_missing_column_is_null_or_out_of_range()
    {
        DataViewSchema schema = new DataViewSchema.Builder().ToSchema();
        Assert.IsNull(schema.GetColumnOrNull("A"));
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema["A"]);
        StringAssert.Contains(error.Message, "A");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema[0]);
        Assert.ThrowsExactly<ArgumentNullException>(() => schema.GetColumnOrNull(""));
    }

    [TestMethod]
    public void A_primitive_type_cannot_hold_something_disposable()
        => Assert.ThrowsExactly<ArgumentException>(() => new StreamType());

    [TestMethod]
    public void Annotations_give_back_what_was_put_in()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Unit", TextDataViewType.Instance, "ms".AsMemory());
        ReadOnlyMemory<char>[] names = ["a".AsMemory(), "b".AsMemory()];
        builder.Add(
            "SlotNames",
            new VectorDataViewType(TextDataViewType.Instance, 2),
            (ref VBuffer<ReadOnlyMemory<char>> value) => value = new VBuffer<ReadOnlyMemory<char>>(2, names));
        DataViewSchema.Annotations annotations = builder.ToAnnotations();

        ReadOnlyMemory<char> unit = default;
        annotations.GetValue("Unit", ref unit);
        Assert.AreEqual("ms", unit.ToString());
        int number = 0;
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Unit", ref number));
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Other", ref number));

        var schema = new DataViewSchema.Builder();
        schema.AddColumn("Vector", new VectorDataViewType(NumberDataViewType.Single, 2), annotations);
        DataViewSchema.Column column = schema.ToSchema()["Vector"];
        Assert.IsTrue(column.HasSlotNames());
        VBuffer<ReadOnlyMemory<char>> slots = default;
        column.GetSlotNames(ref slots);
        Assert.AreEqual("b", slots.GetItemOrDefault(1).ToString());
    }

    [TestMethod]
    public void Annotations_are_copied_by_a_selector()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Kept", NumberDataViewType.Int32, 1);
        builder.AddPrimitiveValue("Left", NumberDataViewType.Int32, 2);
        var copy = new DataViewSchema.Annotations.Builder();
        copy.Add(builder.ToAnnotations(), name => name == "Kept");
        copy.Add(null, _ => true);
        Assert.AreEqual("Kept", copy.ToAnnotations().Schema.Single().Name);
    }

    [TestMethod]
    public void An_annotation_must_have_its_type()
        => Assert.ThrowsExactly<ArgumentException>(() =>
            new DataViewSchema.Annotations.Builder().AddPrimitiveValue("Unit", TextDataViewType.Instance, 3));

    private sealed class StreamType() : PrimitiveDataViewType(typeof(MemoryStream))
    {
        public override bool Equals(DataViewType? other) => other is StreamType;
    }
}
