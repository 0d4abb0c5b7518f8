using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Mutated files: a clear error, or tensors that lie within the file.</summary>
[TestClass]
public sealed class SafetensorsFuzzTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_mutated_file_is_refused_or_read_correctly()
    {
        using var directory = new TemporaryDirectory();
        string[] headers =
        [
            SafetensorsBytes.Header,
            """{"w":{"dtype":"BF16","shape":[5,4],"data_offsets":[0,40]}}""",
            """{"e":{"dtype":"F32","shape":[0,7],"data_offsets":[0,0]},"s":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"u":{"dtype":"U8","shape":[32],"data_offsets":[8,40]}}""",
        ];
        var mutations = new Mutations(headers, seed: 1, header => SafetensorsBytes.Make(header));
        FuzzRun run = FuzzRun.Of(mutations, directory.PathOf("fuzzed.safetensors"), Check, TestContext);
        Assert.IsGreaterThan(run.Inputs / 10, run.Refused);
        Assert.IsGreaterThan(run.Inputs / 100, run.Read);
    }

    private static void Check(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        long length = new FileInfo(path).Length;
        foreach (SafetensorsEntry entry in file.Entries.Values)
        {
            Assert.IsTrue(entry.Begin >= 8 && entry.End <= length);
            using TorchSharp.torch.Tensor tensor = file.Tensor(entry.Name);
            Assert.AreEqual(entry.Length, tensor.NumberOfElements);
            CollectionAssert.AreEqual(entry.Shape.ToArray(), tensor.shape);
        }
    }
}
