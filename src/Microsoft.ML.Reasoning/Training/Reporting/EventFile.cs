using System.Globalization;

namespace Microsoft.ML.Reasoning;

/// <summary>The metrics as an event file of TensorBoard, each a scalar under its own name.</summary>
/// <remarks>
/// Field numbers are those of TensorFlow's event.proto and summary.proto. A resumed run begins a file of its own with a session that starts
/// at its step, at which TensorBoard forgets what an earlier file says about later steps.
/// </remarks>
internal sealed class EventFile : ITrainingLog
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, SessionLog = 7;
    private const int SummaryValue = 1, ValueTag = 1, ValueSimple = 2;
    private const int SessionStatus = 1, SessionStart = 1;

    private readonly TimeProvider _time;
    private readonly RecordFile _file;

    public EventFile(string directory, int step, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        Directory.CreateDirectory(directory);
        // TensorBoard reads files whose name has "tfevents", in the order of their names.
        Path = System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{_time.GetUtcNow().ToUnixTimeMilliseconds():D13}.{step:D9}.{Environment.ProcessId}"));
        _file = new RecordFile(Path);
        _file.Append(Event(0).Add(FileVersion, "brain.Event:2").ToArray());
        if (step > 0)
            _file.Append(Event(step + 1).Add(SessionLog, new ProtobufMessage().Add(SessionStatus, (long)SessionStart)).ToArray());
        _file.Flush();
    }

    public string Path { get; }

    public void Write(StepRecord record)
    {
        var summary = new ProtobufMessage();
        foreach ((string name, double value) in record.Metrics.Where(metric => !double.IsNaN(metric.Value)))
            summary.Add(SummaryValue, new ProtobufMessage().Add(ValueTag, name).Add(ValueSimple, (float)value));
        _file.Append(Event(record.Step).Add(Summary, summary).ToArray());
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    private ProtobufMessage Event(long step) =>
        new ProtobufMessage().Add(WallTime, _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0).Add(Step, step);
}
