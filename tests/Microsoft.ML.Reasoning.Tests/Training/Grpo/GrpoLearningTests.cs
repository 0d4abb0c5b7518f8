using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class GrpoLearningTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 2)]
    public void Rewards_rise(int minibatches, int updates)
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 40);
        options.GroupSize = 16;
        options.MinibatchesPerStep = minibatches;
        options.UpdatesPerRollout = updates;

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        Assert.HasCount(40, steps);
        Assert.IsLessThan(0.2, steps[0].Reward);
        Assert.IsGreaterThan(0.6, steps[^1].Reward);
    }

    [TestMethod]
    public void The_given_model_stays_as_it_is()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] before = GrpoFixture.Weights(model);
        float[] after = [];

        GrpoFixture.Train(model, GrpoFixture.Options(), look: trained => after = GrpoFixture.Weights(trained));

        CollectionAssert.AreEqual(before, GrpoFixture.Weights(model));
        CollectionAssert.AreNotEqual(before, after);
    }

    [TestMethod]
    public void The_given_model_itself_is_trained_on_demand_with_the_same_result()
    {
        using CausalLanguageModel copied = TinyModel.Create(sharpness: 1), inPlace = TinyModel.Create(sharpness: 1);
        float[] after = [];
        GrpoFixture.Train(copied, GrpoFixture.Options(), look: trained => after = GrpoFixture.Weights(trained));
        GrpoTrainer.Options options = GrpoFixture.Options();
        options.UpdateInPlace = true;

        GrpoFixture.Train(inPlace, options);

        CollectionAssert.AreEqual(after, GrpoFixture.Weights(inPlace));
    }
}
