using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A real pretrained checkpoint that comes without a tokenizer: generation from tokens alone.</summary>
[TestClass]
public sealed class StoriesTests
{
    [TestMethod]
    [TestCategory("Golden")]
    public void Greedy_tokens_are_those_of_the_reference_program()
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "models", "stories260K", "expected.json")));
        int[] ids = [.. expected.RootElement.GetProperty("greedy_ids_256").EnumerateArray().Select(id => id.GetInt32())];
        using CausalLanguageModel model = CausalLanguageModel.Load(Shared.PathOf("golden", "models", "stories260K"));
        var options = new GenerationOptions { Temperature = 0, MaxNewTokens = ids.Length - 1, StopTokenIds = [] };
        IReadOnlyList<GeneratedSample> samples = model.Generate([ids[..1], ids[..40]], options);
        CollectionAssert.AreEqual(ids[1..], samples[0].TokenIds.ToArray());
        CollectionAssert.AreEqual(ids[40..], samples[1].TokenIds.Take(ids.Length - 40).ToArray(), "From the middle, beside a shorter prompt.");
    }
}
