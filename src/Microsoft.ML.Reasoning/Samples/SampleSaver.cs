using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Writes the responses of a view to a file of JSON lines.</summary>
internal sealed class SampleSaver
{
    private const string Component = "SaveSamples";

    // Readable mathematics: only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IHost _host;
    private readonly SaveSamplesOptions _options;

    public SampleSaver(IHostEnvironment env, SaveSamplesOptions options)
    {
        var errors = new OptionErrors(nameof(SaveSamplesOptions));
        errors.RequireName(options.ResponsesColumnName, nameof(options.ResponsesColumnName));
        errors.ThrowIfAny();
        _host = env.Register(Component);
        _options = options;
    }

    public long Save(IDataView data, string path)
    {
        using IChannel channel = _host.Start(Component);
        string target = Path.GetFullPath(path);
        using var columns = new SampleColumns(data, _options, Component);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string beside = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            long samples;
            using (FileStream stream = File.Create(beside))
                samples = Write(columns, stream);
            if (samples == 0)
                throw new InvalidOperationException($"{Component}: the data has no responses; '{target}' was not written.");
            File.Move(beside, target, overwrite: true);
            channel.Info(MessageSensitivity.None, "{0} samples in '{1}'", samples, target);
            return samples;
        }
        finally
        {
            File.Delete(beside); // there is nothing to delete where all went well
        }
    }

    private long Write(SampleColumns columns, FileStream stream)
    {
        long samples = 0;
        using var json = new Utf8JsonWriter(stream, s_json);
        while (columns.MoveNext())
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < columns.Responses.Length; i++, samples++)
            {
                Write(json, columns, i);
                json.Flush();
                json.Reset();
                stream.WriteByte((byte)'\n');
            }
        }
        return samples;
    }

    private static void Write(Utf8JsonWriter json, SampleColumns row, int sample)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteNumber("sample", sample);
        if (row.Correct is null)
            json.WriteNull("correct");
        else
            json.WriteBoolean("correct", row.Correct[sample]);
        json.WriteString("extracted", row.Extracted?[sample] is { Length: > 0 } extracted ? extracted : null);
        json.WriteString("response", row.Responses[sample]);
        json.WriteString("finishReason", row.FinishReasons?[sample]);
        if (row.TokenCounts is null)
            json.WriteNull("tokens");
        else
            json.WriteNumber("tokens", row.TokenCounts[sample]);
        json.WriteEndObject();
    }
}
