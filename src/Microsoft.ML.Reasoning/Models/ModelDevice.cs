using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Microsoft.ML.Reasoning;

/// <summary>Where a model is loaded to, by the rules of <see cref="MLContext"/>.</summary>
internal static class ModelDevice
{
    /// <summary>The options with a device: the caller's, else the context's GPU, else the CPU.</summary>
    public static LoadOptions Complete(LoadOptions? options, int? gpuDeviceId, bool fallbackToCpu, IChannel channel) =>
        options?.Device is not null
            ? options
            : new LoadOptions
            {
                Device = Choose(gpuDeviceId, fallbackToCpu, channel),
                Precision = options?.Precision,
                CancellationToken = options?.CancellationToken ?? default,
            };

    private static torch.Device Choose(int? gpuDeviceId, bool fallbackToCpu, IChannel channel)
    {
        if (gpuDeviceId is not int gpu)
            return torch.CPU;
        int found = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        if (gpu >= 0 && gpu < found)
            return torch.device($"cuda:{gpu}");
        string problem = $"GpuDeviceId is {gpu}, but torch sees {(found == 0 ? "no GPU" : $"{found} (0 to {found - 1})")}";
        if (!fallbackToCpu)
            throw new InvalidOperationException(
                $"{problem}. Set FallbackToCpu of the MLContext to run on the CPU, or GpuDeviceId to null.");
        channel.Warning(MessageSensitivity.None, "{0}; falling back to the CPU", problem);
        return torch.CPU;
    }
}
