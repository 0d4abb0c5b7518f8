using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class SafetensorsTests
{
    [TestMethod]
    public void Tensors_are_views_of_the_file()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("x.safetensors");
        File.WriteAllBytes(path, SafetensorsBytes.Make(SafetensorsBytes.Header));
        Tensor a, b;
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            Assert.AreEqual("pt", file.Metadata["format"]);
            Assert.HasCount(2, file.Entries);
            (a, b) = (file.Tensor("a"), file.Tensor("b"));
            Assert.ThrowsExactly<KeyNotFoundException>(() => file.Tensor("c"));
        }

        CollectionAssert.AreEqual(new long[] { 2, 3 }, a.shape);
        CollectionAssert.AreEqual(new long[] { 0, 8 }, b.data<long>().ToArray());
        Assert.AreEqual(BitConverter.Int32BitsToSingle(16), a[0, 0].item<float>());
        a.fill_(7); // The mapping is private.
        using SafetensorsFile again = SafetensorsFile.Open(path);
        Assert.AreEqual(BitConverter.Int32BitsToSingle(16), again.Tensor("a")[0, 0].item<float>());
    }

    [TestMethod]
    public void Every_type_and_shape_comes_back_as_it_was_written()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        string first = directory.PathOf("1.safetensors"), second = directory.PathOf("2.safetensors");
        var tensors = new Dictionary<string, Tensor>();
        ScalarType[] types =
        [
            ScalarType.Bool, ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
            ScalarType.BFloat16, ScalarType.Float16, ScalarType.Float32, ScalarType.Float64,
        ];
        foreach (ScalarType type in types)
            tensors[$"{type} ü/\"\\"] = arange(15).remainder(2).to(type).view(3, 5);
        tensors["scalar"] = tensor(2.5);
        tensors["empty"] = zeros([0, 4]);
        tensors["transposed"] = arange(6, ScalarType.Float32).view(2, 3).t();
        SafetensorsWriter.Write(first, tensors);
        SafetensorsWriter.Write(second, tensors.Reverse().ToDictionary());
        CollectionAssert.AreEqual(File.ReadAllBytes(first), File.ReadAllBytes(second), "the order of the dictionary does not matter");
        using SafetensorsFile file = SafetensorsFile.Open(first);
        Assert.HasCount(tensors.Count, file.Entries);
        foreach ((string name, Tensor expected) in tensors)
        {
            Tensor found = file.Tensor(name);
            Assert.AreEqual(expected.dtype, found.dtype, name);
            CollectionAssert.AreEqual(expected.shape, found.shape, name);
            if (found.NumberOfElements > 0)
                TensorAssert.AreEqual(expected, found, name);
        }
    }

    [TestMethod]
    public void A_cancelled_or_impossible_write_leaves_the_old_file_and_nothing_else()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("x.safetensors");
        File.WriteAllText(path, "old");
        var tensors = new Dictionary<string, Tensor> { ["a"] = zeros([4]) };
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            SafetensorsWriter.Write(path, tensors, cancellationToken: new CancellationToken(canceled: true)));
        tensors["b"] = zeros([4], ScalarType.ComplexFloat32);
        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => SafetensorsWriter.Write(path, tensors));
        Assert.Contains("BF16", error.Message);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => SafetensorsWriter.Write(directory.PathOf("none/x"), tensors));
        Assert.AreEqual("old", File.ReadAllText(path));
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    [DynamicData(nameof(Malformed))]
    public void A_malformed_file_is_refused_by_name(string what, byte[] content, string expected)
    {
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("bad.safetensors");
        File.WriteAllBytes(path, content);
        FormatException error = Assert.ThrowsExactly<FormatException>(() => SafetensorsFile.Open(path), what);
        Assert.Contains(path, error.Message, what);
        Assert.Contains(expected, error.Message, what);
    }

    public static IEnumerable<(string What, byte[] Content, string Expected)> Malformed
    {
        get
        {
            byte[] good = SafetensorsBytes.Make(SafetensorsBytes.Header);
            yield return ("empty", [], "too few");
            yield return ("seven bytes", good[..7], "too few");
            yield return ("only a length", good[..8], "does not fit");
            yield return ("truncated header", good[..40], "does not fit");
            yield return ("truncated data", good[..^1], "tensor 'a': data_offsets [16, 40] do not lie within the 39 bytes");
            yield return ("oversized", [.. good, 0], "tensors end at");
            yield return ("header of 2^63 bytes", [0, 0, 0, 0, 0, 0, 0, 0x80, .. good[8..]], "does not fit");
            yield return ("header longer than allowed", [0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, .. good[8..]], "100000000");
            yield return ("misaligned", SafetensorsBytes.Make(SafetensorsBytes.Header, shift: 2), "not aligned");
            yield return ("not JSON", SafetensorsBytes.Make("{"), "not valid JSON");
            yield return ("not UTF-8", [.. SafetensorsBytes.Make("{\"\u0001\":0}").Select(b => b == 1 ? (byte)0xff : b)], "not valid JSON");
            yield return ("half a surrogate pair", Replaced("\"b\"", "\"\\ud800\""), "not valid JSON");
            yield return ("nested too deeply", SafetensorsBytes.Make(string.Concat(Enumerable.Repeat("{\"a\":", 9)) + "0" + new string('}', 9)), "not valid JSON");
            yield return ("not an object", SafetensorsBytes.Make("[]"), "not a JSON object");
            yield return ("tensor not an object", Replaced("\"b\":{", "\"c\":1,\"b\":{"), "tensor 'c': expected an object");
            yield return ("duplicate name", Replaced("\"b\"", "\"a\""), "tensor 'a': the name occurs twice");
            yield return ("duplicate metadata", Replaced("\"__meta", "\"__metadata__\":{},\"__meta"), "'__metadata__': the name occurs twice");
            yield return ("metadata not text", Replaced("\"pt\"", "1"), "'format' is not a string");
            yield return ("no dtype", Replaced("\"dtype\":\"F32\",", ""), "tensor 'a': dtype is missing");
            yield return ("unknown dtype", Replaced("\"F32\"", "\"F8_E4M3\""), "dtype 'F8_E4M3' is not known; known: F64, F32");
            yield return ("no shape", Replaced("\"shape\":[2,3],", ""), "tensor 'a': shape is missing");
            yield return ("negative shape", Replaced("[2,3]", "[-2,-3]"), "tensor 'a': shape has '-2'");
            yield return ("fractional shape", Replaced("[2,3]", "[2.5,3]"), "tensor 'a': shape has '2.5'");
            yield return ("shape that is too small", Replaced("[2,3]", "[2,2]"), "takes 16 bytes, its data_offsets give 24");
            yield return ("shape that overflows", Replaced("[2,3]", "[4611686018427387904,4]"), "larger than the file");
            yield return ("shape that overflows to the right size", Replaced("[2,3]", "[2,3,4294967296,4294967296]"), "larger than the file");
            yield return ("shape of many dimensions", Replaced("[2,3]", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,6]"), "not a short list");
            yield return ("nothing times everything", Replaced("[2,3]", "[0,4611686018427387904,4]"), "takes 0 bytes");
            yield return ("one offset", Replaced("[16,40]", "[16]"), "data_offsets [16]");
            yield return ("offsets backwards", Replaced("[16,40]", "[40,16]"), "data_offsets [40, 16]");
            yield return ("offset outside", Replaced("[16,40]", "[24,48]"), "do not lie within the 40 bytes");
            yield return ("negative offset", Replaced("[16,40]", "[-8,16]"), "data_offsets has '-8'");
            yield return ("offset beyond 64 bits", Replaced("[16,40]", "[16,99999999999999999999]"), "data_offsets has '99999999999999999999'");
            yield return ("overlap", Replaced("[16,40]", "[8,32]"), "tensor 'a': its first byte");
            yield return ("gap", SafetensorsBytes.Make(SafetensorsBytes.Header.Replace("[16,40]", "[24,48]", StringComparison.Ordinal), 48), "belong to no tensor");
            yield return ("a long name is cut", Replaced("\"a\":{", $"\"{new string('n', 5000)}\":1,\"a\":{{"), "nnn...'");

            static byte[] Replaced(string from, string to) =>
                SafetensorsBytes.Make(SafetensorsBytes.Header.Replace(from, to, StringComparison.Ordinal));
        }
    }
}
