using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class AdvantageGoldenTests
{
    [TestMethod, TestCategory("Golden")]
    public void Grpo_with_every_scale_and_several_rewards()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "grpo", "grpo.json")));
        using SafetensorsFile file = SafetensorsFile.Open(Shared.PathOf("golden", "grpo", "grpo.safetensors"));
        int cases = 0;
        foreach (JsonProperty property in document.RootElement.GetProperty("advantages").EnumerateObject())
        {
            JsonElement golden = property.Value;
            string[] parts = property.Name.Split('/');
            double[] weights = Numbers(golden.GetProperty("weights"));
            float[] flat = file.Tensor($"adv/{parts[0]}/rewards_per_func").data<float>().ToArray();
            int functions = weights.Length, size = golden.GetProperty("num_generations").GetInt32();
            double[][] rewards =
            [
                .. Enumerable.Range(0, functions).Select(f => flat.Where((_, i) => i % functions == f).Select(value => (double)value).ToArray()),
            ];
            int[] groups = [.. Enumerable.Range(0, rewards[0].Length).Select(i => i / size)];
            double epsilon = golden.GetProperty("eps").GetDouble();
            double[] advantages = parts[1] switch
            {
                "normalize_then_sum_group" => GroupAdvantages.NormalizedThenSummed(rewards, weights, groups, epsilon),
                "sum_then_normalize_group" => GroupAdvantages.Grpo(RewardSums.Weighted(rewards, weights), groups, AdvantageScale.Group, epsilon),
                "sum_then_normalize_batch" => GroupAdvantages.Grpo(RewardSums.Weighted(rewards, weights), groups, AdvantageScale.Batch, epsilon),
                _ => GroupAdvantages.Grpo(RewardSums.Weighted(rewards, weights), groups, AdvantageScale.None, epsilon),
            };
            double[] expected = Numbers(golden.GetProperty("advantages"));
            for (int i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], advantages[i], 1e-5, $"{property.Name}, response {i}");
            cases++;
        }

        Assert.AreEqual(8, cases);
    }

    [TestMethod, TestCategory("Golden")]
    public void Groups_by_name_and_a_lonely_response()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "verl-advantage", "verl_advantage.json")));
        string[] names = [.. document.RootElement.GetProperty("grpo_unit").GetProperty("uid").EnumerateArray().Select(uid => uid.GetString()!)];
        double[] rewards = [.. Table("grpo_unit/token_level_rewards").Select(row => row.Sum())];
        double[] expected = Numbers(document.RootElement.GetProperty("grpo_unit").GetProperty("advantage_per_sequence"));
        double[] advantages = GroupAdvantages.Grpo(rewards, [.. names.Select(name => Array.IndexOf(names, name))], epsilon: 1e-6);
        for (int i = 0; i < expected.Length; i++)
        {
            if (names[i] == "solo")
            {
                // Theirs keeps the raw reward, which says nothing about this answer against others; ours is 0.
                Assert.AreEqual(0.5, expected[i], 1e-5);
                Assert.AreEqual(0, advantages[i]);
            }
            else
            {
                Assert.AreEqual(expected[i], advantages[i], 1e-6, $"response {i}");
            }
        }

        double[] second = GroupAdvantages.Grpo([.. Table("grpo_unit2/token_level_rewards").Select(row => row.Sum())], [0, 0, 0, 1, 1, 1], epsilon: 1e-6);
        double[][] tokens = Table("grpo_unit2/advantages");
        for (int i = 0; i < second.Length; i++)
            Assert.AreEqual(tokens[i][0], second[i], 1e-5);
    }

    [TestMethod, TestCategory("Golden")]
    public void Generalised_advantage_estimation()
    {
        double[][] rewards = Table("gae/rewards"), values = Table("gae/values"), mask = Table("gae/mask");
        double[][] expected = Table("gae/advantages"), expectedReturns = Table("gae/returns");
        var rows = rewards.Select((row, i) => TokenAdvantages.Gae(row, values[i], 0.99, 0.95)).ToArray();
        // The golden rows were computed padding and all; only what counts was scaled.
        double[][] whitened = TokenAdvantages.Whiten([.. rows.Select((row, i) => row.Advantages.Where((_, t) => mask[i][t] > 0).ToArray())]);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int t = 0; t < whitened[i].Length; t++)
                Assert.AreEqual(expected[i][t], whitened[i][t], 1e-5);
            for (int t = 0; t < rows[i].Returns.Length; t++)
                Assert.AreEqual(expectedReturns[i][t], rows[i].Returns[t], 1e-5);
        }
    }

    [TestMethod, TestCategory("Golden")]
    public void The_other_trainers_loss_and_divergences()
    {
        using TorchSharp.DisposeScope scope = TorchSharp.torch.NewDisposeScope();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "verl-advantage", "verl_advantage.json")));
        using SafetensorsFile file = Open();
        JsonElement golden = document.RootElement.GetProperty("ppo");
        TorchSharp.torch.Tensor log = file.Tensor("ppo/new").requires_grad_();
        PolicyLossResult result = PolicyLosses.Compute(
            new PolicyLossInput(log, file.Tensor("ppo/adv"), file.Tensor("ppo/mask")) { OldLogProbabilities = file.Tensor("ppo/old") },
            new PolicyLossOptions { Kind = PolicyLossKind.Bnpo });
        Assert.AreEqual(golden.GetProperty("pg_loss").GetDouble(), result.Loss.item<float>(), 1e-6);
        result.Loss.backward();
        double[] gradient = [.. log.grad!.data<float>().ToArray().Select(value => (double)value)], expected = [.. Table("ppo/grad_new").SelectMany(row => row)];
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], gradient[i], 1e-6);

        TorchSharp.torch.Tensor difference = file.Tensor("ppo/new").sub(file.Tensor("ppo/ref"));
        foreach ((string name, KlEstimator estimator) in new[] { ("kl", KlEstimator.K1), ("mse", KlEstimator.K2), ("low_var_kl", KlEstimator.K3) })
        {
            double[] own = [.. PolicyLosses.Divergence(difference, estimator).data<float>().ToArray().Select(value => (double)value)];
            double[] theirs = [.. Table($"ppo/kl_penalty_{name}").SelectMany(row => row)];
            for (int i = 0; i < theirs.Length; i++)
            {
                // Theirs cuts k3 at 10.
                double most = estimator == KlEstimator.K3 ? 10 : double.PositiveInfinity;
                Assert.AreEqual(theirs[i], Math.Min(own[i], most), 1e-5 * Math.Max(1, Math.Abs(theirs[i])), $"{name}, element {i}");
            }
        }
    }

    private static SafetensorsFile Open() => SafetensorsFile.Open(Shared.PathOf("golden", "verl-advantage", "verl_advantage.safetensors"));

    private static double[][] Table(string name)
    {
        using SafetensorsFile file = Open();
        using TorchSharp.torch.Tensor tensor = file.Tensor(name);
        return [.. tensor.data<float>().ToArray().Select(value => (double)value).Chunk((int)tensor.shape[1])];
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
