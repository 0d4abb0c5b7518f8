using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class LoadModelTests
{
    [TestMethod]
    public void A_saved_model_comes_back_on_the_cpu_and_the_log_tells()
    {
        using var folder = new TemporaryFolder();
        using (CausalLanguageModel model = TinyModel.Create())
            model.SaveHuggingFace(folder["model"]);
        var ml = new MLContext(seed: 1);
        var messages = new List<string>();
        ml.Log += (_, e) => messages.Add(e.Message);

        using CausalLanguageModel loaded = ml.Reasoning().LoadModel(folder["model"]);

        Assert.AreEqual(DeviceType.CPU, loaded.Device.type);
        Assert.Contains(message => message.Contains("qwen3, 2 layers", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void A_gpu_that_is_not_there_is_an_error_unless_falling_back_is_allowed()
    {
        using var folder = new TemporaryFolder();
        using (CausalLanguageModel model = TinyModel.Create())
            model.SaveHuggingFace(folder["model"]);
        var strict = new MLContext { GpuDeviceId = 99, FallbackToCpu = false };
        var lenient = new MLContext { GpuDeviceId = 99, FallbackToCpu = true };
        var messages = new List<string>();
        lenient.Log += (_, e) => messages.Add(e.Message);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => strict.Reasoning().LoadModel(folder["model"]));
        using CausalLanguageModel loaded = lenient.Reasoning().LoadModel(folder["model"]);

        Assert.Contains("GpuDeviceId is 99", error.Message);
        Assert.Contains("FallbackToCpu", error.Message);
        Assert.AreEqual(DeviceType.CPU, loaded.Device.type);
        Assert.Contains(message => message.Contains("falling back to the CPU", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void A_directory_that_is_not_there_is_named()
    {
        var error = Assert.Throws<IOException>(() => new MLContext().Reasoning().LoadModel("no/such/model"));

        Assert.Contains("no/such/model", error.Message);
    }
}
