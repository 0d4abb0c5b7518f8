namespace Microsoft.ML.Reasoning.Testing;

/// <summary>
/// The device on which the tests of category Device compute: REASONING_DEVICE, or the CPU. Those tests keep their expectations on
/// the host and their models and states on the device; eng/gpu.sh runs them on a GPU.
/// </summary>
internal static class TestDevice
{
    /// <summary>As torch names it: cpu, cuda.</summary>
    public static string Name { get; } = Environment.GetEnvironmentVariable("REASONING_DEVICE") is { Length: > 0 } name ? name : "cpu";
}
