using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Programs that measure one thing with their own number of threads and print it as the last line.</summary>
internal static class ChildProcess
{
    private static readonly string[] s_threadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>Runs a program and returns what it wrote.</summary>
    public static string Run(string file, IEnumerable<string> arguments, int threads, string? folder = null)
    {
        using Process process = Start(file, arguments, threads, folder);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new BenchmarkException($"'{file} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {errors.Result.Trim()}");
    }

    /// <summary>Runs this program again.</summary>
    public static string RunSelf(IEnumerable<string> arguments, int threads) =>
        Run(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location, .. arguments], threads);

    /// <summary>Starts this program again, to talk with it.</summary>
    public static Process StartSelf(IEnumerable<string> arguments, int threads) =>
        Start(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location, .. arguments], threads, folder: null);

    private static Process Start(string file, IEnumerable<string> arguments, int threads, string? folder)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        // Read when the libraries load: before the program's first line.
        foreach (string variable in s_threadVariables)
            start.Environment[variable] = threads.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start) ?? throw new BenchmarkException($"'{file}' did not start.");
    }
}
