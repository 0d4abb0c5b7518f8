using System.Text.Json;

namespace Microsoft.ML.Reasoning;

/// <summary>The metrics as JSON lines, one a step; the run's memory, from which its report is drawn.</summary>
internal sealed class MetricsFile : ITrainingLog
{
    private readonly StreamWriter _writer;

    /// <summary>Opens the file of a run that goes on after <paramref name="step"/>: lines of later steps, and one that was cut off, are dropped.</summary>
    public MetricsFile(string path, int step)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        StepRecord[] kept = step > 0 && File.Exists(path) ? [.. Read(path).Where(record => record.Step <= step)] : [];
        string beside = path + ".unfinished";
        File.WriteAllLines(beside, kept.Select(Line));
        File.Move(beside, path, overwrite: true);
        _writer = new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
    }

    public void Write(StepRecord record) => _writer.WriteLine(Line(record));

    public void Dispose() => _writer.Dispose();

    /// <summary>The records of a file; a last line that was not finished is left out.</summary>
    public static IReadOnlyList<StepRecord> Read(string path)
    {
        var records = new List<StepRecord>();
        foreach (string line in File.ReadLines(path))
        {
            try
            {
                records.Add(Parse(line));
            }
            catch (JsonException)
            {
                break;
            }
        }
        return records;
    }

    private static StepRecord Parse(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        int step = 0;
        double seconds = 0;
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty field in json.RootElement.EnumerateObject())
        {
            double value = field.Value.ValueKind == JsonValueKind.Number ? field.Value.GetDouble() : double.NaN;
            if (field.NameEquals("step"))
                step = (int)value;
            else if (field.NameEquals("seconds"))
                seconds = value;
            else
                metrics[field.Name] = value;
        }
        return new StepRecord(step, seconds, metrics);
    }

    private static string Line(StepRecord record)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("step", record.Step);
            json.WriteNumber("seconds", record.Seconds);
            foreach ((string name, double value) in record.Metrics)
            {
                // JSON has no NaN and no infinity.
                if (double.IsFinite(value))
                    json.WriteNumber(name, value);
                else
                    json.WriteNull(name);
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
