using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Mutated files: a clear error, or tensors that lie within the file.</summary>
[TestClass]
public sealed class SafetensorsFuzzTests
{
    private static readonly string[] s_fragments =
    [
        "-1", "0", "9223372036854775807", "18446744073709551616", "1e3", "\"F64\"", "\"I8\"", "\"\\u0000\"", "[]", "{}", "null", "[[", "}}", ",", "__metadata__",
    ];

    [TestMethod]
    public void A_mutated_file_is_refused_or_read_correctly()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("fuzzed.safetensors");
        byte[] good = SafetensorsBytes.Make(SafetensorsBytes.Header);
        int refused = 0, read = 0;
        Gen<(int Place, int Kind, int Value)> mutation =
            from place in Gen.Choose(0, good.Length - 1)
            from kind in Gen.Choose(0, 3)
            from value in Gen.Choose(0, 255)
            select (place, kind, value);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(mutation.NonEmptyListOf().ToArbitrary(), mutations =>
        {
            File.WriteAllBytes(path, Mutate(good, mutations.Take(mutations[0].Value % 3 + 1)));
            try
            {
                using SafetensorsFile file = SafetensorsFile.Open(path);
                foreach (SafetensorsEntry entry in file.Entries.Values)
                {
                    Assert.IsTrue(entry.Begin >= 8 && entry.End <= new FileInfo(path).Length);
                    using TorchSharp.torch.Tensor tensor = file.Tensor(entry.Name);
                    Assert.AreEqual(entry.Length, tensor.NumberOfElements);
                    CollectionAssert.AreEqual(entry.Shape.ToArray(), tensor.shape);
                }

                read++;
            }
            catch (FormatException)
            {
                refused++;
            }
        }));
        Assert.IsGreaterThan(100, refused);
        Assert.IsGreaterThan(10, read);
    }

    private static byte[] Mutate(byte[] good, IEnumerable<(int Place, int Kind, int Value)> mutations)
    {
        List<byte> bytes = [.. good];
        foreach ((int place, int kind, int value) in mutations)
        {
            int at = Math.Min(place, bytes.Count - 1);
            if (at < 0)
                break;
            switch (kind)
            {
                case 0:
                    bytes[at] = (byte)value;
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(value % 16 + 1, bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, (byte)value);
                    break;
                default:
                    string fragment = s_fragments[value % s_fragments.Length];
                    for (int i = 0; i < fragment.Length && at + i < bytes.Count; i++)
                        bytes[at + i] = (byte)fragment[i];
                    break;
            }
        }

        return [.. bytes];
    }
}
