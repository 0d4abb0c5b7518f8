using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Frequencies and attention factors of nine configurations, as the reference implementation 4.55 computes them.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class RotaryGoldenTests
{
    [TestMethod]
    public void Frequencies_are_those_of_the_reference()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "models", "rope.json")));
        int count = 0;
        foreach (JsonProperty golden in document.RootElement.EnumerateObject())
        {
            JsonElement config = golden.Value.GetProperty("config");
            int context = config.GetProperty("max_position_embeddings").GetInt32();
            RotaryScaling? scaling = Scaling(config);
            // The reference divides the context by the original one and ignores the factor; ours applies the factor that it is given.
            if (scaling is { Type: "yarn", OriginalContextLength: { } original })
                scaling = scaling with { Factor = (double)context / original };
            Check(golden, scaling, context, config);
            count++;
        }

        Assert.AreEqual(9, count);
    }

    [TestMethod]
    public void Yarn_applies_its_factor_beside_an_original_context_too()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "models", "rope.json")));
        JsonProperty[] all = [.. document.RootElement.EnumerateObject()];
        // Where context = factor x original, both conventions agree: a context of 32768 with the same scaling must give the same.
        JsonProperty agreeing = all.Single(golden => golden.Name == "yarn_max131072_orig32768_factor4");
        JsonElement config = agreeing.Value.GetProperty("config");
        Check(agreeing, Scaling(config), 32768, config);
        Check(agreeing, Scaling(config), 40960, config);
    }

    private static void Check(JsonProperty golden, RotaryScaling? scaling, int context, JsonElement config)
    {
        var found = RotaryFrequencies.Of(config.GetProperty("rope_theta").GetDouble(), config.GetProperty("head_dim").GetInt32(), scaling, context);
        double[] expected = [.. golden.Value.GetProperty("inv_freq").EnumerateArray().Select(value => value.GetDouble())];
        Assert.HasCount(expected.Length, found.Values, golden.Name);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], found.Values[i], 1e-6 * expected[i], $"{golden.Name}, dimension {i}");
        Assert.AreEqual(golden.Value.GetProperty("attention_scaling").GetDouble(), found.Scale, 1e-6, golden.Name);
    }

    private static RotaryScaling? Scaling(JsonElement config)
    {
        using var directory = new TemporaryDirectory();
        string file = directory.PathOf("config.json");
        File.WriteAllText(file, config.GetRawText());
        return JsonFields.Load(file).Object("rope_scaling") is { } scaling ? RotaryScaling.Read(scaling) : null;
    }
}
