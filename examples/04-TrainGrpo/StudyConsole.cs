using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrainGrpo;

/// <summary>What a person sees of a study: a line for every finished run, and now and then where the others are.</summary>
internal sealed class StudyConsole(int finished, int planned, int jobs) : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<StudyChild, long> _running = new();
    private readonly Lock _lock = new();
    private readonly List<double> _minutes = [];
    private Timer? _timer;
    private int _finished = finished;

    public void Start()
    {
        Console.WriteLine($"{_finished} of {planned} runs are finished");
        _timer = new Timer(_ => Progress(), null, s_interval, s_interval);
    }

    public void Begin(StudyChild child) => _running[child] = Stopwatch.GetTimestamp();

    /// <summary>The run came to its end or was stopped.</summary>
    public void End(StudyChild child, RunResult? result)
    {
        if (!_running.TryRemove(child, out long start) || result is null)
            return;
        double minutes = Stopwatch.GetElapsedTime(start).TotalMinutes;
        lock (_lock)
        {
            _finished++;
            _minutes.Add(minutes);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{_finished} of {planned}  {child.Run.Name}: pass@1 {result.Before.One:0.0} -> {result.After.One:0.0}, pass@16 {result.Before.Sixteen:0.0} -> {result.After.Sixteen:0.0}, {result.Steps} steps, {minutes:0.0} minutes"));
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Progress()
    {
        string left = "";
        lock (_lock)
        {
            if (_minutes.Count > 0)
                left = string.Create(CultureInfo.InvariantCulture, $", about {_minutes.Average() * (planned - _finished) / jobs:0} minutes left");
            Console.WriteLine($"{_finished} of {planned} finished{left}; running: "
                + string.Join(" | ", _running.Keys.Select(child => $"{child.Run.Name}: {Start(child.LastLine)}")));
        }
    }

    /// <summary>Step, reward and entropy of a step's line.</summary>
    private static string Start(string line) => string.Join("  ", line.Split("  ").Take(4));
}
