using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Loss, gradient and metrics of every case, in float64 within 1e-10 and in float32 within 1e-5.</summary>
[TestClass]
public sealed class PolicyLossGoldenTests
{
    // Their threshold, rounded to float32, lies just above the entropy that it is the quantile of, and leaves that token out.
    private const string RoundedThreshold = "dapo_top_entropy50";

    [TestMethod, TestCategory("Golden")]
    public void Every_case()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "grpo", "grpo.json")));
        using SafetensorsFile file = SafetensorsFile.Open(Shared.PathOf("golden", "grpo", "grpo.safetensors"));
        int cases = 0;
        foreach (JsonProperty property in document.RootElement.EnumerateObject().Where(property => property.Name != "advantages"))
        {
            Check(property, file, ScalarType.Float64, 1e-10);
            if (property.Name != RoundedThreshold)
                Check(property, file, ScalarType.Float32, 1e-5);
            cases++;
        }

        Assert.AreEqual(98, cases);
    }

    [TestMethod, TestCategory("Golden")]
    public void The_divergence_k3_and_its_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        using SafetensorsFile file = SafetensorsFile.Open(Shared.PathOf("golden", "grpo", "grpo.safetensors"));
        Tensor difference = file.Tensor("k3/ref_minus_logp").neg().requires_grad_();
        Tensor kl = PolicyLosses.Divergence(difference, KlEstimator.K3);
        kl.sum().backward();
        Close(file.Tensor("k3/kl"), kl, 1e-10, "k3");
        Close(file.Tensor("k3/grad_logp"), difference.grad!, 1e-10, "gradient of k3");
    }

    private static void Check(JsonProperty property, SafetensorsFile file, ScalarType precision, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement p = property.Value.GetProperty("params");
        string name = $"{property.Name} in {precision}";
        bool entropyTerm = p.GetProperty("entropy_coef").GetDouble() != 0, bnpo = p.GetProperty("loss_type").GetString() == "bnpo";
        PolicyLossOptions options = Options(p);
        Tensor mask = Input("mask");
        if (p.GetProperty("use_tool_mask").GetBoolean())
            mask = mask.mul(Input("tool_mask"));
        Tensor log = Input("logps").requires_grad_(), entropies = Input("entropies").requires_grad_(entropyTerm);
        float[][] masks = Rows(mask.to(ScalarType.Float32).data<float>().ToArray(), mask);
        bool behaviour = p.GetProperty("use_vllm").GetBoolean();
        var input = new PolicyLossInput(log, Input("advantages").unsqueeze(1), mask)
        {
            OldLogProbabilities = p.GetProperty("old_given").GetBoolean() ? Input("old_logps") : null,
            ReferenceLogProbabilities = options.KlCoefficient != 0 ? Input("ref_logps") : null,
            ImportanceWeights = behaviour ? Input("importance_sampling_ratio") : null,
            Entropies = entropies,
            TokenWeights = options.TopEntropyShare == 1 ? null : Table(Selected(property.Name, entropies, mask, masks, options.TopEntropyShare), precision),
        };
        int parts = p.GetProperty("grad_accum").GetInt32();
        double tokens = mask.sum(ScalarType.Float64).item<double>();
        PolicyLossResult result = PolicyLosses.Compute(
            input, options, new PolicyLossDenominators(6 * parts, bnpo ? tokens * parts : p.GetProperty("num_items_in_batch").GetDouble()));
        Assert.AreEqual(property.Value.GetProperty("loss").GetDouble(), result.Loss.to(ScalarType.Float64).item<double>(), tolerance, name);
        result.Loss.backward();
        Close(file.Tensor($"{property.Name}/grad_logps"), log.grad!, tolerance, name);
        if (entropyTerm)
            Close(file.Tensor($"{property.Name}/grad_entropies"), entropies.grad!, tolerance, name);
        CheckMetrics(property.Value.GetProperty("metrics"), result.Sums, options, tokens, name);

        Tensor Input(string key) => file.Tensor("inputs/" + key).to(precision);
    }

    private static float[][] Selected(string name, Tensor entropies, Tensor mask, float[][] masks, double share)
    {
        double[][] rows = Rows(entropies.detach().to(ScalarType.Float64).data<double>().ToArray(), mask);
        float[][] selected = TokenSelection.HighestEntropy(rows, masks, share);
        if (name != RoundedThreshold)
            return selected;
        double least = rows.SelectMany((row, i) => row.Where((_, t) => selected[i][t] > 0)).Min();
        return [.. selected.Select((row, i) => row.Select((value, t) => rows[i][t] == least ? 0 : value).ToArray())];
    }

    private static void CheckMetrics(JsonElement metrics, PolicyLossSums sums, PolicyLossOptions options, double tokens, string name)
    {
        Metric("entropy", sums.Entropy);
        Metric("kl", sums.Kl);
        // Sequence ratios are averaged over responses there, over tokens here.
        if (options.RatioLevel == RatioLevel.Sequence)
            return;
        Metric("clip_ratio/low_mean", sums.ClippedLow);
        Metric("clip_ratio/high_mean", sums.ClippedHigh);
        Metric("clip_ratio/region_mean", sums.ClippedLow + sums.ClippedHigh);
        Metric("cispo_clip_ratio", sums.ClippedHigh);

        void Metric(string key, double sum)
        {
            if (metrics.TryGetProperty(key, out JsonElement expected))
                Assert.AreEqual(expected.GetDouble(), sum / tokens, 1e-6, $"{key} of {name}");
        }
    }

    private static PolicyLossOptions Options(JsonElement p) => new()
    {
        Kind = p.GetProperty("loss_type").GetString() switch
        {
            "grpo" => PolicyLossKind.Grpo,
            "dr_grpo" => PolicyLossKind.DrGrpo,
            "bnpo" => PolicyLossKind.Bnpo,
            "dapo" => PolicyLossKind.Dapo,
            "cispo" => PolicyLossKind.Cispo,
            "sapo" => PolicyLossKind.Sapo,
            "luspo" => PolicyLossKind.Luspo,
            "vespo" => PolicyLossKind.Vespo,
            string other => throw new NotSupportedException(other),
            null => throw new FormatException(),
        },
        RatioLevel = p.GetProperty("importance_sampling_level").GetString() == "token" ? RatioLevel.Token : RatioLevel.Sequence,
        KlCoefficient = p.GetProperty("beta").GetDouble(),
        KlBiasCorrection = p.GetProperty("use_bias_correction_kl").GetBoolean(),
        ClipLow = p.GetProperty("epsilon_low").GetDouble(),
        ClipHigh = p.GetProperty("epsilon_high").GetDouble(),
        DualClip = Number(p, "delta"),
        OffPolicyThreshold = Number(p, "off_policy_mask_threshold"),
        TopEntropyShare = p.GetProperty("top_entropy_quantile").GetDouble(),
        EntropyCoefficient = p.GetProperty("entropy_coef").GetDouble(),
        MaxResponseTokens = p.GetProperty("max_completion_length").GetInt32(),
        // Theirs are single precision in any precision.
        SapoPositive = p.GetProperty("sapo_temperature_pos").GetSingle(),
        SapoNegative = p.GetProperty("sapo_temperature_neg").GetSingle(),
        VespoPositive = (p.GetProperty("vespo_k_pos").GetDouble(), p.GetProperty("vespo_lambda_pos").GetDouble()),
        VespoNegative = (p.GetProperty("vespo_k_neg").GetDouble(), p.GetProperty("vespo_lambda_neg").GetDouble()),
    };

    private static double? Number(JsonElement p, string name) =>
        p.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static T[][] Rows<T>(T[] flat, Tensor like) => [.. flat.Chunk((int)like.shape[1])];

    private static Tensor Table(float[][] rows, ScalarType precision) =>
        tensor([.. rows.SelectMany(row => row)], [rows.Length, rows[0].Length]).to(precision);

    private static void Close(Tensor expected, Tensor actual, double tolerance, string name)
    {
        double[] e = expected.to(ScalarType.Float64).data<double>().ToArray(), a = actual.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.HasCount(e.Length, a);
        for (int i = 0; i < e.Length; i++)
            Assert.AreEqual(e[i], a[i], tolerance * Math.Max(1, Math.Abs(e[i])), $"{name}, element {i}");
    }
}
