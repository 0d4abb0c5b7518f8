using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Reads problems from JSON Lines or from one JSON array, row by row. The layouts of the common mathematics, science and choice
/// benchmarks are recognised by the fields of the first row; others are described by <see cref="ProblemFileOptions"/>.
/// </summary>
public static class ProblemFile
{
    private static readonly string[] IdNames = ["id", "ID", "unique_id", "idx"];

    /// <summary>Reads the problems lazily; the file is open while they are enumerated.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where the fields stand; null: recognised.</param>
    /// <exception cref="FormatException">A row is not what it should be; the message names file, line and field.</exception>
    public static IEnumerable<Problem> Read(string path, ProblemFileOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new ProblemFileOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRowBytes, 1, nameof(options));
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no problem file '{path}'.", path);
        return ReadRows(path, new DescribedFields(options), options.MaxRowBytes);
    }

    private static IEnumerable<Problem> ReadRows(string path, DescribedFields fields, int maxRowBytes)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
        long number = 0;
        ProblemLayout? layout = null;
        foreach ((ReadOnlyMemory<byte> json, long line) in new JsonRowReader(stream, path, maxRowBytes).Rows())
        {
            using JsonDocument document = Parse(json, path, line);
            var row = new ProblemRow(document.RootElement, path, number, line);
            if (row.Json.ValueKind != JsonValueKind.Object)
                throw row.Error($"expected a JSON object, found {row.Json.ValueKind}");
            yield return Described(row, () => layout ??= fields.Layout(fields.Complete ? null : ProblemLayouts.Recognize(row)), fields);
            number++;
        }
    }

    private static Problem ToProblem(ProblemRow row, ProblemLayout layout, DescribedFields fields)
    {
        string question = layout.Question(row).Trim();
        if (question.Length == 0)
            throw row.Error("the question is empty");
        string? id = fields.Id is { } path ? FieldText.Answer(row.Get(path)) : IdOf(row.Json);
        id ??= row.Row.ToString(CultureInfo.InvariantCulture);
        return new Problem(id, question, layout.Answer(row), [.. layout.Choices(row).Select(c => c.Trim())], row.Row, row.Line);
    }

    private static Problem Described(ProblemRow row, Func<ProblemLayout> layout, DescribedFields fields)
    {
        try
        {
            return ToProblem(row, layout(), fields);
        }
        catch (InvalidOperationException e)
        {
            // What the parser lets pass and the reader of a text or of a name does not: half of a surrogate pair.
            throw row.Error("a text holds half a surrogate pair", e);
        }
    }

    private static string? IdOf(JsonElement json)
    {
        foreach (string name in IdNames)
            if (json.TryGetProperty(name, out JsonElement id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                return FieldText.Answer(id);
        return null;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, string path, long line)
    {
        if (!Utf8.IsValid(json.Span))
            throw new FormatException($"{path}, line {line}: malformed JSON: the text is not UTF-8.");
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            // The reader's message ends with a position that counts from this row, not from the file.
            string what = e.Message.Split(" LineNumber:", 2)[0];
            throw new FormatException($"{path}, line {line + (e.LineNumber ?? 0)}: malformed JSON: {what}", e);
        }
    }
}
