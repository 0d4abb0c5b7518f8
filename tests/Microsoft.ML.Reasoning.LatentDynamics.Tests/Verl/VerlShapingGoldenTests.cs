using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Testing;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>Five steps of the authors' reward manager, in eight settings. Preset: Published, with the weights of each setting.</summary>
[TestClass]
public sealed class VerlShapingGoldenTests
{
    [TestMethod, TestCategory("Golden")]
    public void Bonuses_and_means_are_the_published_ones()
    {
        int steps = 0;
        foreach ((string name, VerlShapingOptions options, JsonElement configuration) in Configurations())
        {
            VerlState state = VerlState.Initial;
            for (int step = 1; step <= 5; step++)
            {
                JsonElement expected = configuration.GetProperty("steps")[step - 1];
                double[] bonuses;
                (bonuses, state) = VerlShaping.Step(state, Measures(step), Numbers($"step{step}/score"), options);
                if (step == 1)
                {
                    CollectionAssert.AreEqual(new double[bonuses.Length], bonuses, name);
                    continue;
                }

                double[] golden = [.. expected.GetProperty("aux_per_sequence_float64").EnumerateArray().Select(value => value.GetDouble())];
                for (int i = 0; i < golden.Length; i++)
                    Assert.AreEqual(golden[i], bonuses[i], 1e-10, $"{name}, step {step}, response {i}");
                JsonElement after = expected.GetProperty("after_float64"), means = after.GetProperty("mids");
                Assert.AreEqual(means.GetProperty("Effective Rank diff 2").GetDouble(), state.Means.Acceleration, 1e-10, name);
                Assert.AreEqual(means.GetProperty("Effective Rank diff").GetDouble(), state.Means.Velocity, 1e-10, name);
                Assert.AreEqual(means.GetProperty("Effective Rank").GetDouble(), state.Means.Rank, 1e-10, name);
                Assert.AreEqual(after.GetProperty("ema_performance_score").GetDouble(), state.Score, 1e-10, name);
                steps++;
            }
        }

        Assert.AreEqual(28, steps);
    }

    [TestMethod, TestCategory("Golden")]
    public void Reward_and_advantage_take_the_bonus_as_published()
    {
        int rows = 0;
        foreach ((string name, VerlShapingOptions options, _) in Configurations())
        {
            for (int step = 1; step <= 5; step++)
            {
                float[][] rewards = Table($"{name}/step{step}/reward_tensor"), bonuses = Table($"{name}/step{step}/aux_rewards");
                float[][] both = Table($"{name}/step{step}/advantages_both_f32"), alone = Table($"{name}/step{step}/advantages_add_reward_only_f32");
                for (int i = 0; i < rewards.Length; i++)
                {
                    int tokens = 1 + Math.Max(Array.FindLastIndex(bonuses[i], value => value != 0), Array.FindLastIndex(both[i], value => value != 0));
                    if (tokens == 0 || bonuses[i].All(value => value == 0))
                        continue;
                    float[] shaped = VerlShaping.ShapeTokens(alone[i][0], bonuses[i].Sum(value => (double)value), tokens, options);
                    for (int t = 0; t < tokens; t++)
                        Assert.AreEqual(both[i][t], shaped[t], 1e-6, $"{name}, step {step}, response {i}, token {t}");
                    rows++;
                }
            }
        }

        Assert.IsGreaterThan(100, rows);
    }

    [TestMethod, TestCategory("Golden")]
    public void Clipped_addition_for_every_kappa()
    {
        using SafetensorsFile file = Open();
        float[] advantages = file.Tensor("shaping/advantages_0").data<float>().ToArray(), bonuses = file.Tensor("shaping/aux").data<float>().ToArray();
        foreach ((string name, double kappa) in new[] { ("0.5", 0.5), ("1.0", 1), ("2.0", 2), ("4.0", 4) })
        {
            float[] expected = file.Tensor($"shaping/kappa{name}").data<float>().ToArray();
            for (int i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], VerlShaping.Shape(advantages[i], bonuses[i], kappa), 1e-6);
        }
    }

    private static IEnumerable<(string Name, VerlShapingOptions Options, JsonElement Configuration)> Configurations()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "verl-advantage", "verl_advantage.json")));
        foreach (JsonProperty configuration in document.RootElement.GetProperty("configs").EnumerateObject())
        {
            JsonElement p = configuration.Value.GetProperty("params");
            if (!p.GetProperty("add_reward").GetBoolean())
                continue; // Without it the released code makes no bonus at all.
            yield return (configuration.Name, VerlShapingOptions.Published with
            {
                Gain = p.GetProperty("modulation_gain").GetDouble(),
                MeanStep = p.GetProperty("ema_alpha").GetDouble(),
                Weight = p.GetProperty("aux_reward_global_weight").GetDouble(),
                ScaleByScore = !p.GetProperty("aux_fix").GetBoolean(),
                ExploreWeights = [.. p.GetProperty("weights").EnumerateArray().Select(value => value.GetDouble())],
                ExploitWeights = [.. p.GetProperty("weights_exploit").EnumerateArray().Select(value => value.GetDouble())],
                Control = p.GetProperty("hypothesis_type").GetString() switch
                {
                    "PlanB" => VerlControl.Acceleration,
                    "FixTwo" => VerlControl.Even,
                    _ => VerlControl.Sum,
                },
            }, configuration.Value.Clone());
        }
    }

    private static VerlMeasures[] Measures(int step)
    {
        double[] acceleration = Numbers($"step{step}/Effective Rank diff 2"), velocity = Numbers($"step{step}/Effective Rank diff");
        double[] rank = Numbers($"step{step}/Effective Rank");
        return [.. rank.Select((value, i) => new VerlMeasures(acceleration[i], velocity[i], value))];
    }

    private static double[] Numbers(string name)
    {
        using SafetensorsFile file = Open();
        return [.. file.Tensor(name).data<float>().ToArray().Select(value => (double)value)];
    }

    private static float[][] Table(string name)
    {
        using SafetensorsFile file = Open();
        Tensor tensor = file.Tensor(name);
        return [.. tensor.data<float>().ToArray().Chunk((int)tensor.shape[1])];
    }

    private static SafetensorsFile Open() => SafetensorsFile.Open(Shared.PathOf("golden", "verl-advantage", "verl_advantage.safetensors"));
}
