using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Converting the type of a column, and looking values up.</summary>
[TestClass]
public sealed class ConversionTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static IDataView Data => Ml.Data.LoadFromEnumerable(new[]
    {
        new Row { Flag = true, Number = 3, Text = "1.5", Flags = [true, false] },
        new Row { Flag = false, Number = -2, Text = "", Flags = [] },
    });

    [TestMethod]
    public void Truth_and_integers_become_reals()
    {
        IDataView data = Data;
        IDataView view = Ml.Transforms.Conversion.ConvertType("A", "Flag").Append(Ml.Transforms.Conversion.ConvertType("B", "Number", DataKind.Double))
            .Fit(data).Transform(data);
        CollectionAssert.AreEqual(new float[] { 1, 0 }, view.GetColumn<float>("A").ToArray());
        CollectionAssert.AreEqual(new double[] { 3, -2 }, view.GetColumn<double>("B").ToArray());
    }

    [TestMethod]
    public void Vectors_are_converted_item_by_item()
    {
        IDataView data = Data;
        IDataView view = Ml.Transforms.Conversion.ConvertType([new InputOutputColumnPair("Flags")]).Fit(data).Transform(data);
        Assert.AreEqual<object>(new VectorDataViewType(NumberDataViewType.Single), view.Schema["Flags"].Type);
        CollectionAssert.AreEqual(new float[] { 1, 0 }, view.GetColumn<float[]>("Flags").First());
    }

    [TestMethod]
    public void Text_is_parsed_and_an_empty_one_is_no_number()
    {
        IDataView data = Data;
        float[] numbers = [.. Ml.Transforms.Conversion.ConvertType("Parsed", "Text").Fit(data).Transform(data).GetColumn<float>("Parsed")];
        Assert.AreEqual(1.5f, numbers[0]);
        Assert.IsTrue(float.IsNaN(numbers[1]));
    }

    [TestMethod]
    public void Reals_do_not_become_integers()
    {
        IDataView data = Ml.Data.LoadFromEnumerable(new[] { new Real { Value = 1.5f } });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Transforms.Conversion.ConvertType("Value", outputKind: DataKind.Int32).Fit(data));
    }

    [TestMethod]
    public void A_constant_key_carries_a_text_along()
    {
        // How a transformer of a third party can keep its state in a saved chain.
        IDataView data = Ml.Data.LoadFromEnumerable(new[] { new Keyed { Key = 7 }, new Keyed { Key = 8 } });
        var pairs = new Dictionary<int, string> { [7] = "state" };
        IDataView view = Ml.Transforms.Conversion.MapValue("State", pairs, "Key").Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "state", "" }, view.GetColumn<string>("State").ToArray());
    }

    [TestMethod]
    public void A_value_that_is_not_in_the_map_is_missing()
    {
        IDataView data = Data;
        var pairs = new Dictionary<string, float> { ["1.5"] = 10 };
        float[] values = [.. Ml.Transforms.Conversion.MapValue("Value", pairs, "Text").Fit(data).Transform(data).GetColumn<float>("Value")];
        Assert.AreEqual(10f, values[0]);
        Assert.IsTrue(float.IsNaN(values[1]));
    }

    [TestMethod]
    public void A_map_may_hold_vectors_and_may_come_from_a_view()
    {
        IDataView data = Data;
        var arrays = new Dictionary<int, float[]> { [3] = [1, 2], [-2] = [3, 4] };
        IDataView view = Ml.Transforms.Conversion.MapValue("Vector", arrays, "Number").Fit(data).Transform(data);
        CollectionAssert.AreEqual(new float[] { 3, 4 }, view.GetColumn<float[]>("Vector").Last());

        IDataView lookup = Ml.Data.LoadFromEnumerable(new[] { new Real { Key = 3, Value = 0.5f } });
        IDataView mapped = Ml.Transforms.Conversion.MapValue("Real", lookup, lookup.Schema["Key"], lookup.Schema["Value"], "Number").Fit(data).Transform(data);
        Assert.AreEqual(0.5f, mapped.GetColumn<float>("Real").First());
    }

    private sealed class Row
    {
        public bool Flag;

        public int Number;

        public string? Text;

        public bool[]? Flags;
    }

    private sealed class Keyed
    {
        public int Key;
    }

    private sealed class Real
    {
        public int Key = 0;

        public float Value;
    }
}
