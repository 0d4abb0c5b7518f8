using System.Diagnostics;

namespace TrainGrpo;

/// <summary>One run of a study as a process of its own. What it prints goes to a file; it is stopped by closing its input.</summary>
internal sealed class StudyChild(StudyRun run)
{
    /// <summary>Options that only a study gives.</summary>
    public const string Before = "--before", EndsWithInput = "--ends-with-input", Latents = "--latents";

    private const string OutputFile = "output.txt";

    /// <summary>How many lines of a failed run are shown.</summary>
    private const int Shown = 40;

    private readonly Queue<string> _lines = [];

    public StudyRun Run => run;

    /// <summary>What it printed last.</summary>
    public string LastLine
    {
        get
        {
            lock (_lines)
                return _lines.LastOrDefault() ?? "starting";
        }
    }

    /// <summary>Runs it to its end; a run that was begun earlier goes on.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it printed last.</exception>
    /// <exception cref="OperationCanceledException">It was stopped, with a checkpoint.</exception>
    public async Task GoAsync(IEnumerable<string> arguments, int threads, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Directory.CreateDirectory(run.Directory);
        using var output = TextWriter.Synchronized(new StreamWriter(Path.Combine(run.Directory, OutputFile), append: true) { AutoFlush = true });
        using var process = new Process { StartInfo = SelfProcess.Create(threads, [.. arguments, EndsWithInput]) };
        process.StartInfo.RedirectStandardInput = true;
        process.StartInfo.RedirectStandardError = true;
        process.OutputDataReceived += (_, line) => Keep(line.Data, output);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, output);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using (cancellationToken.Register(process.StandardInput.Close))
            await process.WaitForExitAsync(CancellationToken.None);
        // Ctrl-C in a terminal reaches runs and study alike, in any order.
        if (process.ExitCode == Stopping.ExitCode)
            throw new OperationCanceledException(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{run.Name} failed with exit code {process.ExitCode}, {Path.Combine(run.Directory, OutputFile)} ends with:\n{string.Join('\n', _lines)}");
    }

    private void Keep(string? line, TextWriter output)
    {
        if (line is null)
            return;
        output.WriteLine(line);
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Shown)
                _lines.Dequeue();
        }
    }
}
