namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class SupervisedTrainingOptionsTests
{
    [TestMethod]
    public void The_defaults_are_valid() => new SupervisedTrainingOptions().Validate();

    [TestMethod]
    public void One_exception_lists_every_wrong_option()
    {
        var options = new SupervisedTrainingOptions
        {
            Epochs = 0, BatchSize = 0, MicroBatchTokens = 0, MaxTokens = 1, LearningRate = double.NaN, Schedule = (LearningRateShape)9,
            WarmupSteps = -1, FinalLearningRateShare = 2, Beta1 = 1, Beta2 = -0.5, Epsilon = 0, WeightDecay = -1, MaxGradientNorm = double.NaN,
            CheckpointInterval = 0, KeepCheckpoints = 0,
        };
        string message = Assert.ThrowsExactly<ArgumentException>(options.Validate).Message;
        foreach (System.Reflection.PropertyInfo property in typeof(SupervisedTrainingOptions).GetProperties())
        {
            if (property.Name is not (nameof(options.Seed) or nameof(options.CheckpointDirectory)))
                StringAssert.Contains(message, property.Name + " is ");
        }
    }
}
