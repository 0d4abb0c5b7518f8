using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Testing;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>The authors' values of one matrix of states.</summary>
internal sealed record GoldenCase(string Name, Tensor States, JsonElement Values)
{
    public static int[] Strides { get; } = [1, 20, 40];

    /// <summary>Every case of golden/effective-rank.</summary>
    public static IEnumerable<GoldenCase> All()
    {
        using SafetensorsFile inputs = SafetensorsFile.Open(Shared.PathOf("golden", "effective-rank", "inputs.safetensors"));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "effective-rank", "expected.json")));
        foreach (JsonProperty property in expected.RootElement.EnumerateObject())
            yield return new GoldenCase(property.Name, inputs.Tensor(property.Value.GetProperty("tensor").GetString()!).clone(), property.Value.Clone());
    }

    /// <summary>A value over all rows.</summary>
    public double ZerothOrder(string metric, string program = "verl_float64") =>
        Values.GetProperty("zeroth_order").GetProperty(program).GetProperty(metric).GetDouble();

    /// <summary>A mean difference by the authors' plain way: <c>Effective Rank diff</c> and the like.</summary>
    public double Difference(int stride, string metric, string? program = null) =>
        Values.GetProperty("diffs").GetProperty($"stride_{stride}").GetProperty(program ?? ReferenceProgram(stride)).GetProperty("mean")
            .GetProperty(metric).GetDouble();

    /// <summary>The digits of <see cref="Difference"/>: two of the cases have stride 1 in float32 only.</summary>
    public double Precision(int stride) => ReferenceProgram(stride).EndsWith("float64", StringComparison.Ordinal) ? 1e-7 : 1e-4;

    private string ReferenceProgram(int stride) =>
        Values.GetProperty("diffs").GetProperty($"stride_{stride}").TryGetProperty("verl_original_float64", out JsonElement _)
            ? "verl_original_float64"
            : "verl_original_float32";

    /// <summary>Compares and says which case, metric and values differ.</summary>
    public void Check(string what, double expected, double actual, double relative, double absolute)
    {
        if (!(Math.Abs(actual - expected) <= Math.Max(absolute, relative * Math.Abs(expected))))
            Assert.Fail($"{Name}, {what}: expected {expected:R}, was {actual:R}.");
    }
}
