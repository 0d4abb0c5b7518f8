using System.ComponentModel;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>The opponents: the Python programs in <c>torch/</c>, run by the system's Python with its PyTorch.</summary>
internal static class TorchSide
{
    private const string Python = "/usr/bin/python3";

    private const string Versions =
        "import torch; maps = open('/proc/self/maps').read(); "
        + "print(torch.__version__, next((l.split()[-1] for l in maps.splitlines() if 'blas' in l.lower() and 'lib' in l), 'no BLAS'), sep='|')";

    /// <summary>The version of PyTorch and the BLAS that it has loaded.</summary>
    public static (string Version, string Blas) Describe()
    {
        try
        {
            string[] parts = ChildProcess.Run(Python, ["-c", Versions], 1).Trim().Split('|');
            return (parts[0], Path.GetFileName(parts[1]));
        }
        catch (Win32Exception)
        {
            throw new BenchmarkException($"the torch side needs {Python}, which is not there.");
        }
        catch (BenchmarkException problem)
        {
            throw new BenchmarkException($"the torch side needs PyTorch for {Python} (Debian: apt-get install python3-torch). {problem.Message}");
        }
    }

    /// <summary>Runs one of the programs and returns the object that it printed.</summary>
    public static JsonElement Run(string script, IEnumerable<string> arguments, int threads)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "torch");
        string output = ChildProcess.Run(Python, [script, .. arguments, "--json"], threads, folder);
        return JsonDocument.Parse(output.Trim().Split('\n')[^1]).RootElement;
    }
}
