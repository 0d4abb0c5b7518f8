using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>A training that is killed (SIGKILL) again and again ends with the same weights, to the bit, as one that is left alone.</summary>
/// <remarks>REASONING_KILLS sets how often; the default is 5. Two of them strike while the dictionary is fitted and while a checkpoint is written.</remarks>
[TestClass]
public sealed class ResumeAfterKillTests
{
    private const string Fitting = "fitting the dictionary", Saving = "saving the checkpoint", Weights = "weights ";
    private const int Steps = 14;

    [TestMethod]
    public void ResumeAfterKill()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("REASONING_KILLS"), CultureInfo.InvariantCulture, out int asked) ? asked : 5;
        using var folder = new TemporaryFolder();
        var clock = Stopwatch.StartNew();
        string expected = Run(folder["alone"], kill: null).Weights!;
        TimeSpan whole = clock.Elapsed;
        var random = new Random(20);

        string? weights = null;
        int struck = 0;
        for (int run = 0; weights is null; run++)
        {
            // The first two strike where the trainer says that it is about to do something delicate, the others at any moment.
            Strike? kill = struck >= kills ? null : struck switch
            {
                0 => new Strike(Fitting, random.Next(0, 30)),
                1 => new Strike(Saving, random.Next(0, 6)),
                _ when random.Next(3) == 0 => new Strike(Saving, random.Next(0, 6)),
                _ => new Strike(null, random.Next((int)whole.TotalMilliseconds)),
            };
            (weights, bool killed) = Run(folder["killed"], kill);
            struck += killed ? 1 : 0;
            Assert.IsLessThan(10 * kills + 10, run, "the training does not come to its end");
            if (weights is not null && struck < kills)
            {
                // It was done before it could be struck often enough: once more from the beginning.
                Assert.AreEqual(expected, weights);
                weights = null;
                Directory.Delete(folder["killed"], recursive: true);
            }
        }

        Assert.AreEqual(kills, struck);
        Assert.AreEqual(expected, weights);
    }

    private static (string? Weights, bool Killed) Run(string checkpoints, Strike? kill)
    {
        // The probe lies beside these tests: .artifacts/bin/<project>/<configuration>.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string probe = Path.Combine(here.Parent!.Parent!.FullName, "ResumeProbe", here.Name, "ResumeProbe.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { probe, checkpoints, Steps.ToString(CultureInfo.InvariantCulture), "1" })
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        using var errors = new StringWriter();
        process.ErrorDataReceived += (_, line) => errors.WriteLine(line.Data);
        process.BeginErrorReadLine();
        string? weights = null;
        bool killed = false;
        if (kill is { Message: null })
            KillAfter(kill.Milliseconds);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (kill?.Message is { } message && line.Contains(message, StringComparison.Ordinal) && !killed)
                KillAfter(kill.Milliseconds);
            if (line.StartsWith(Weights, StringComparison.Ordinal))
                weights = line;
        }
        process.WaitForExit();
        if (process.ExitCode == 0)
            return (weights, false);
        Assert.IsTrue(killed, $"the training failed by itself: {errors}");
        return (null, true);

        void KillAfter(int milliseconds)
        {
            Thread.Sleep(milliseconds);
            killed = true;
            process.Kill();
        }
    }

    /// <param name="Message">Wait until the training says this; null: do not wait.</param>
    /// <param name="Milliseconds">Then strike after so long.</param>
    private sealed record Strike(string? Message, int Milliseconds);
}
