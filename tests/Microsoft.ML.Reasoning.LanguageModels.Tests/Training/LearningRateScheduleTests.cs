namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class LearningRateScheduleTests
{
    [TestMethod]
    public void Warm_up_rises_in_a_straight_line_to_the_peak()
    {
        var schedule = new LearningRateSchedule(LearningRateShape.Cosine, Peak: 8, TotalSteps: 100, WarmupSteps: 4);
        Assert.AreEqual(2, schedule.At(0), 1e-12);
        Assert.AreEqual(4, schedule.At(1), 1e-12);
        Assert.AreEqual(8, schedule.At(3), 1e-12);
        Assert.AreEqual(8, schedule.At(4), 1e-12);
    }

    [TestMethod]
    [DataRow(LearningRateShape.Constant, 2, 2, 2)]
    [DataRow(LearningRateShape.Linear, 1.55, 1.1, 0.2)]
    [DataRow(LearningRateShape.Cosine, 1.7363961030678928, 1.1, 0.2)] // 0.2 + 0.9 (1 + sqrt(1/2)) at a quarter
    public void Each_shape_falls_to_its_final_rate_and_stays(LearningRateShape shape, double quarter, double half, double end)
    {
        var schedule = new LearningRateSchedule(shape, Peak: 2, TotalSteps: 100, FinalShare: 0.1);
        Assert.AreEqual(2, schedule.At(0), 1e-12);
        Assert.AreEqual(quarter, schedule.At(25), 1e-12);
        Assert.AreEqual(half, schedule.At(50), 1e-12);
        Assert.AreEqual(end, schedule.At(100), 1e-12);
        Assert.AreEqual(end, schedule.At(1000), 1e-12);
    }
}
