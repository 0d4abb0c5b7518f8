using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Tells everybody about steps: the log, the user's progress, TensorBoard, the metrics file, the samples file and the report.</summary>
internal sealed class GrpoLogs : IDisposable
{
    private const string MetricsName = "metrics.jsonl", SamplesName = "samples.txt", ReportName = "report.html";
    private const int SamplesShown = 4;

    private readonly IChannel _channel;
    private readonly IProgress<GrpoProgress>? _progress;
    private readonly string? _directory;
    private readonly List<ITrainingLog> _files = [];
    private readonly SampleLog? _samples;

    /// <param name="options">Where and how often.</param>
    /// <param name="channel">The log.</param>
    /// <param name="step">The step that the run goes on from.</param>
    public GrpoLogs(GrpoTrainer.Options options, IChannel channel, int step)
    {
        (_channel, _progress) = (channel, options.Progress);
        _directory = options.LogDirectory ?? options.CheckpointDirectory;
        if (_directory is null)
            return;
        Directory.CreateDirectory(_directory);
        _files.Add(new MetricsFile(Path.Combine(_directory, MetricsName), step));
        _files.Add(new EventFile(_directory, step));
        _samples = new SampleLog(Path.Combine(_directory, SamplesName), options.SampleInterval, SamplesShown);
    }

    public void Step(GrpoProgress progress)
    {
        var record = new StepRecord(progress.Step, progress.Elapsed.TotalSeconds, new(progress.Metrics.ToDictionary(), StringComparer.Ordinal));
        foreach (ITrainingLog file in _files)
            file.Write(record);
        _channel.Info(MessageSensitivity.None, "{0}", progress);
        _progress?.Report(progress);
    }

    public void Samples(int step, Rollout rollout)
    {
        if (rollout.Groups.Count > 0)
            _samples?.Write(step, rollout.Groups[0]);
    }

    /// <summary>Draws the report from the whole metrics file, what was before a resumption included.</summary>
    public void Finish()
    {
        if (_directory is null)
            return;
        Dispose();
        string report = Path.Combine(_directory, ReportName);
        TrainingReport.Write(report, "GRPO training", MetricsFile.Read(Path.Combine(_directory, MetricsName)));
        _channel.Info(MessageSensitivity.None, "report: {0}", report);
    }

    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        _files.Clear();
    }
}
