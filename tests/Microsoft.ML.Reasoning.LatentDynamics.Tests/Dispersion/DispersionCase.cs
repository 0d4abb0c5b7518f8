using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Testing;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>A trajectory of golden/dsd, float64, with its dictionary and values.</summary>
internal sealed record DispersionCase(string Name, Tensor States, Tensor Projection, JsonElement Values, Dictionary<string, Tensor> Tensors)
{
    public double Published => Number("dsd_population");

    public double WithoutZeros => Number("dsd_population_nonzero_only");

    public int Observables => (int)Projection.shape[0];

    public int Tokens => (int)States.shape[0];

    public int Rank => Values.GetProperty("rank_V_default_rcond").GetInt32();

    /// <summary>Every case but the group.</summary>
    public static IReadOnlyList<DispersionCase> All()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Shared.PathOf("golden", "dsd", "dsd.safetensors"));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "dsd", "dsd.json")));
        var cases = new List<DispersionCase>();
        foreach (JsonProperty property in expected.RootElement.EnumerateObject())
        {
            Dictionary<string, Tensor> own = file.Entries.Keys.Where(key => key.StartsWith(property.Name + "/", StringComparison.Ordinal))
                .ToDictionary(key => key[(property.Name.Length + 1)..], key => file.Tensor(key).clone());
            if (property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("T", out _))
                cases.Add(new(property.Name, own["x"], own["W"], property.Value.Clone(), own));
        }

        Assert.HasCount(16, cases);
        return cases;
    }

    public static DispersionCase Of(string name) => All().Single(one => one.Name == name);

    public double Number(string name) => Values.GetProperty(name).GetDouble();

    /// <summary>Compares and says which case and values differ.</summary>
    public void Check(string what, double expected, double actual, double relative, double absolute = 0)
    {
        if (!(Math.Abs(actual - expected) <= Math.Max(absolute, relative * Math.Abs(expected))))
            Assert.Fail($"{Name}, {what}: expected {expected:R}, was {actual:R}.");
    }
}
