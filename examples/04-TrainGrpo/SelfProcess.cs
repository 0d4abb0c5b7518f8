using System.Diagnostics;
using System.Globalization;

namespace TrainGrpo;

/// <summary>This program once more, as a process of its own.</summary>
internal static class SelfProcess
{
    /// <param name="threads">How many threads it uses.</param>
    /// <param name="arguments">What it is to do.</param>
    public static ProcessStartInfo Create(int threads, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // The program runs as an executable of its own or as "dotnet TrainGrpo.dll".
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TrainGrpo.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        string count = threads.ToString(CultureInfo.InvariantCulture);
        start.ArgumentList.Add("--threads");
        start.ArgumentList.Add(count);
        // The matrix library counts processors when it is loaded, before the program can tell it better.
        start.Environment["OMP_NUM_THREADS"] = count;
        return start;
    }
}
