using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Loads a language model from a Hugging Face directory; the caller disposes it.</summary>
    /// <param name="directory">The directory: config.json, model.safetensors or its sharded index, tokenizer.json ...</param>
    /// <param name="options">
    /// Device, precision and cancellation. Default: null, which takes the device from <see cref="MLContext.GpuDeviceId"/> (null: the CPU)
    /// and the precision from the checkpoint. A GPU that is not there is an error unless <see cref="MLContext.FallbackToCpu"/> is set.
    /// </param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">A GPU was asked for, there is none, and falling back was not allowed.</exception>
    public CausalLanguageModel LoadModel(string directory, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        IHost host = ((IHostEnvironment)_ml).Register("LoadModel");
        using IChannel channel = host.Start("LoadModel");
        options = ModelDevice.Complete(options, _ml.GpuDeviceId, _ml.FallbackToCpu, channel);
        CausalLanguageModel model = CausalLanguageModel.Load(directory, options);
        long parameters = model.Parameters.Values.Sum(parameter => parameter.numel());
        channel.Info(MessageSensitivity.None, "'{0}': {1}, {2} layers, {3} parameters, {4} on {5}", directory,
            model.Configuration.ModelType, model.Configuration.LayerCount, parameters, model.Precision, model.Device);
        if (model.GenerationDefaults is { } defaults && defaults.Unused.Concat(defaults.Unsupported).ToArray() is { Length: > 0 } ignored)
            channel.Warning(MessageSensitivity.None, "'{0}': generation_config.json: this library does not use {1}", directory, string.Join(", ", ignored));
        return model;
    }
}
