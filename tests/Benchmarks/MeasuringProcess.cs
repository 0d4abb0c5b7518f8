using System.Diagnostics;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Our side: a process that stays, since its compiler needs seconds, and waits without working while the other side runs.</summary>
internal sealed class MeasuringProcess(IEnumerable<string> arguments, int threads) : IDisposable
{
    private readonly Process process = ChildProcess.StartSelf(arguments, threads);

    /// <summary>Measures once and returns the object that describes it.</summary>
    public JsonElement Measure()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
        string line = process.StandardOutput.ReadLine()
            ?? throw new BenchmarkException("our side ended: " + process.StandardError.ReadToEnd().Trim());
        return JsonDocument.Parse(line).RootElement;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
