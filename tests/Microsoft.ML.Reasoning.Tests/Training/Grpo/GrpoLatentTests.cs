using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>ReLaX, VERL and the measurements of latent dynamics in a training.</summary>
[TestClass]
public sealed class GrpoLatentTests
{
    [TestMethod]
    public void Relax_fits_its_dictionary_once_keeps_it_in_checkpoints_and_shows_what_it_does()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] expected = [], resumed = [];
        GrpoFixture.Train(model, Options(steps: 4), look: trained => expected = GrpoFixture.Weights(trained));
        GrpoTrainer.Options options = Options(steps: 2);
        options.CheckpointDirectory = folder.Root;

        List<GrpoProgress> first = GrpoFixture.Train(model, options);
        Assert.IsTrue(File.Exists(Path.Combine(folder["step-000000002"], "dictionary.safetensors")));
        options.Steps = 4;
        var messages = new List<string>();
        var ml = new MLContext(seed: 1);
        ml.Log += (_, message) => messages.Add(message.Message);
        using (ReasoningModelTransformer trained = ml.Reasoning().Trainers.Grpo(model, options).Fit(GrpoFixture.Problems(ml)))
            resumed = GrpoFixture.Weights(trained.Model);

        CollectionAssert.AreEqual(expected, resumed);
        Assert.IsFalse(messages.Exists(message => message.Contains("fitting the dictionary", StringComparison.Ordinal)));
        foreach (string name in new[] { "latent/dsd", "latent/largest_modulus", "latent/condition", "relax/above_threshold_share", "relax/loss" })
            Assert.IsTrue(first[1].Metrics.TryGetValue(name, out double value) && double.IsFinite(value), name);
        Assert.Contains("dsd", first[1].ToString());

        static GrpoTrainer.Options Options(int steps)
        {
            GrpoTrainer.Options options = GrpoFixture.Options(steps);
            options.MaxNewTokens = 24;
            options.StopTokenIds = [];
            options.Relax = new GrpoTrainer.RelaxOptions();
            options.Latents = new GrpoTrainer.LatentOptions { DictionarySteps = 20, Observables = 6 };
            return options;
        }
    }

    [TestMethod]
    public void Relax_moves_the_weights_and_without_weight_it_does_not()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);

        float[] plain = Weights(model, null);
        float[] relaxed = Weights(model, new GrpoTrainer.RelaxOptions { Alpha = 1, Beta = 0 });
        float[] without = Weights(model, new GrpoTrainer.RelaxOptions { Alpha = 0, Beta = 0 });

        CollectionAssert.AreNotEqual(plain, relaxed);
        AssertNear(plain, without, 1e-5f);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Who_disperses_too_far_is_held_to_the_initial_model_as_all_are_with_a_uniform_divergence(bool inPlace)
    {
        // Everybody is above the threshold, which is only known when the updates go on.
        float[] asked = Held(new GrpoTrainer.RelaxOptions { Alpha = 0, Beta = 5, DispersionThreshold = 1e-12, AbsoluteThreshold = true });
        float[] all = Held(new GrpoTrainer.RelaxOptions { Alpha = 0, Beta = 5, UniformKl = true });
        float[] free = Held(new GrpoTrainer.RelaxOptions { Alpha = 0, Beta = 0 });

        double apart = Distance(all, free);
        Assert.IsGreaterThan(1e-2, apart);
        Assert.IsLessThan(0.05 * apart, Distance(all, asked));

        float[] Held(GrpoTrainer.RelaxOptions relax)
        {
            using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
            GrpoTrainer.Options options = GrpoFixture.Options(steps: 3);
            options.MaxNewTokens = 24;
            options.StopTokenIds = [];
            options.MinibatchesPerStep = 3;
            options.UpdatesPerRollout = 2;
            options.UpdateInPlace = inPlace;
            options.Relax = relax;
            options.Latents = new GrpoTrainer.LatentOptions { DictionarySteps = 20, Observables = 6 };
            float[] weights = [];
            GrpoFixture.Train(model, options, look: trained => weights = GrpoFixture.Weights(trained));
            return weights;
        }

        static double Distance(float[] left, float[] right) => Math.Sqrt(left.Zip(right, (a, b) => Math.Pow(a - b, 2)).Sum());
    }

    [TestMethod]
    public void Measuring_changes_nothing()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 3);
        float[] plain = [], measured = [];
        GrpoFixture.Train(model, options, look: trained => plain = GrpoFixture.Weights(trained));
        options.Latents = new GrpoTrainer.LatentOptions { Stride = 2, DictionarySteps = 5, Observables = 3, Interval = 2 };

        List<GrpoProgress> steps = GrpoFixture.Train(model, options, look: trained => measured = GrpoFixture.Weights(trained));

        CollectionAssert.AreEqual(plain, measured);
        Assert.IsTrue(steps[0].Metrics.ContainsKey("latent/dsd") && steps[0].Metrics.ContainsKey("latent/er"));
        Assert.IsFalse(steps[1].Metrics.ContainsKey("latent/dsd") || steps[1].Metrics.ContainsKey("latent/er"));
    }

    [TestMethod]
    public void Verl_shapes_from_the_second_step_on()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 3);
        options.Verl = new GrpoTrainer.VerlOptions { Stride = 2 };

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        Assert.AreEqual(0.0, steps[0].Metrics["verl/added_advantage"], 1e-6);
        Assert.IsGreaterThan(0, steps[2].Metrics["verl/added_advantage"]);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(2.0)]
    public void Rollouts_by_latent_exploration_with_and_without_correction(double? cap)
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 3);
        options.Strategy = new LatentExplorationDecoding();
        options.Loss = new PolicyLossOptions { ImportanceCap = cap };

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        double weight = steps[0].Metrics["policy/importance_weight"];
        Assert.AreEqual(cap is null, weight == 1, $"{weight}");
    }

    private static float[] Weights(CausalLanguageModel model, GrpoTrainer.RelaxOptions? relax)
    {
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 2);
        options.MaxNewTokens = 24;
        options.StopTokenIds = [];
        options.Relax = relax;
        options.Latents = relax is null ? null : new GrpoTrainer.LatentOptions { DictionarySteps = 20, Observables = 6 };
        float[] weights = [];
        GrpoFixture.Train(model, options, look: trained => weights = GrpoFixture.Weights(trained));
        return weights;
    }

    private static void AssertNear(float[] expected, float[] actual, float tolerance) =>
        Assert.IsLessThan(tolerance, expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max());
}
