using System.Text.Json;

namespace Microsoft.ML.Reasoning;

/// <summary>The fields that the options name, laid over a recognised layout or standing alone.</summary>
internal sealed class DescribedFields(ProblemFileOptions options)
{
    private readonly FieldPath? _question = Parse(options.QuestionField);
    private readonly FieldPath? _answer = Parse(options.AnswerField);
    private readonly FieldPath? _choices = Parse(options.ChoicesField);

    public FieldPath? Id { get; } = Parse(options.IdField);

    /// <summary>Whether question and answer are both described, so that nothing needs recognising.</summary>
    public bool Complete => _question is not null && _answer is not null;

    public ProblemLayout Layout(ProblemLayout? recognized) =>
        _question is null && _answer is null && _choices is null
            ? recognized!
            : new ProblemLayout("described", _ => true,
                row => _question is not null || _choices is not null ? Question(row, recognized) : recognized!.Question(row),
                row => _answer is not null ? Answer(row) : recognized!.Answer(row),
                row => _choices is not null ? FieldText.Choices(row.Get(_choices)) : recognized?.Choices(row) ?? []);

    private string Question(ProblemRow row, ProblemLayout? recognized)
    {
        string question = _question is null
            ? recognized!.Question(row)
            : row.Get(_question) is { ValueKind: JsonValueKind.String } value
                ? value.GetString()!.Trim()
                : throw row.Mistyped(_question.ToString(), "a text");
        return _choices is null ? question : question + "\nAnswer Choices: " + FieldText.Lettered(FieldText.Choices(row.Get(_choices)));
    }

    // Where choices are described too, a number is an index into them.
    private string Answer(ProblemRow row)
    {
        JsonElement value = row.Get(_answer!);
        return _choices is not null && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int index)
            && index >= 0 && index < FieldText.Choices(row.Get(_choices)).Count
                ? FieldText.Letter(index)
                : FieldText.Answer(value);
    }

    private static FieldPath? Parse(string? path) => path is null ? null : FieldPath.Parse(path);
}
