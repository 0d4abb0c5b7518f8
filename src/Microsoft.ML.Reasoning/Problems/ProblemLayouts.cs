using System.Text.Json;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>The layouts that are recognised, the most particular first.</summary>
internal static class ProblemLayouts
{
    private static readonly FieldPath VerlQuestion = FieldPath.Parse("prompt[0].content");
    private static readonly FieldPath VerlGold = FieldPath.Parse("reward_model.ground_truth");
    private static readonly FieldPath VerlTarget = FieldPath.Parse("reward_model.ground_truth.target");
    private static readonly FieldPath ChatQuestion = FieldPath.Parse("prompt[0].value");

    private static readonly ProblemLayout[] All =
    [
        // verl: the prompt as chat messages, the gold beside the name of its reward function.
        new("verl", r => VerlQuestion.TryGet(r.Json, out _) && VerlGold.TryGet(r.Json, out _),
            r => Text(r, VerlQuestion), VerlAnswer, None),
        // LED: {from, value} messages; final_answer is an object where there is no gold.
        new("chat", r => ChatQuestion.TryGet(r.Json, out _) && r.Has("final_answer"),
            r => Text(r, ChatQuestion), r => FieldText.Answer(r.Get("final_answer")),
            r => r.Json.TryGetProperty("choices", out JsonElement choices) ? FieldText.Choices(choices) : []),
        // AQuA: "A)text" in a list.
        new("aqua", r => r.Has("options", JsonValueKind.Array) && r.Has("correct"),
            r => r.Text("question") + "\nAnswer Choices: " + PublishedAqua(r), r => FieldText.Answer(r.Get("correct")),
            r => [.. FieldText.Choices(r.Get("options")).Select(WithoutLetter)]),
        // SAT: all options in one text, "A) text B) text".
        new("sat", r => r.Has("options", JsonValueKind.String) && r.Has("Answer"),
            r => r.Text("question") + "\nAnswer Choices: " + FieldText.Lettered(OptionText.Split(r.Text("options"))),
            r => FieldText.Answer(r.Get("Answer")), r => OptionText.Split(r.Text("options"))),
        // Gaokao: options by letter, the gold in label.
        new("labelled", r => r.Has("options", JsonValueKind.Object) && r.Has("label"),
            r => r.Text("question") + "\n选项: " + FieldText.Lettered(FieldText.Choices(r.Get("options"))),
            r => FieldText.Answer(r.Get("label")), r => FieldText.Choices(r.Get("options"))),
        // MMLU: the gold is an index into the choices.
        new("indexed", r => r.Has("choices", JsonValueKind.Array) && r.Has("answer", JsonValueKind.Number),
            r => r.Text("question") + "\nAnswer Choices: " + FieldText.Lettered(FieldText.Choices(r.Get("choices"))),
            IndexedAnswer, r => FieldText.Choices(r.Get("choices"))),
        new("gaokao mix", r => r.Has("question") && r.Has("choice_answer"), r => r.Text("question"),
            r => FieldText.Answer(r.Get("choice_answer")) is { Length: > 0 } letter ? letter : FieldText.Answer(r.Get("answer")), None),
        new("asdiv", r => r.Has("body") && r.Has("question"),
            r => $"{r.Text("body")} {r.Text("question")}".Trim(), r => BeforeUnit(FieldText.Answer(r.Get("answer"))), None),
        new("svamp", r => r.Has("Body") && r.Has("Question") && r.Has("Answer"),
            r => $"{Sentence(r.Text("Body"))} {r.Text("Question")}".Trim(), r => FieldText.Answer(r.Get("Answer")), None),
        new("mawps", r => r.Has("input") && r.Has("target"), r => r.Text("input"), r => FieldText.Answer(r.Get("target")), None),
        new("final_answer", r => HasQuestion(r) && r.Has("final_answer"), Question, r => FieldText.Answer(r.Get("final_answer")), None),
        // The common one, GSM8K's included, whose gold follows its worked solution after "####".
        new("plain", r => HasQuestion(r) && r.Has("answer"), Question, r => AfterMarker(FieldText.Answer(r.Get("answer"))), None),
        // Minerva: the gold is the box in the solution.
        new("solution", r => HasQuestion(r) && r.Has("solution"), Question, r => BoxedAnswer.Last(r.Text("solution")) ?? "", None),
    ];

    /// <summary>The layout of a file, by its first row.</summary>
    public static ProblemLayout Recognize(ProblemRow first) =>
        All.FirstOrDefault(layout => layout.Recognizes(first)) ?? throw first.Error(
            "the layout is not known (found: " + string.Join(", ", first.Json.EnumerateObject().Select(p => p.Name))
            + "); name the fields in QuestionField and AnswerField");

    private static IReadOnlyList<string> None(ProblemRow row) => [];

    private static bool HasQuestion(ProblemRow row) => row.Has("question") || row.Has("problem");

    private static string Question(ProblemRow row) => row.Text(row.Has("question") ? "question" : row.Has("problem") ? "problem" : "question");

    private static string Text(ProblemRow row, FieldPath path) =>
        row.Get(path) is { ValueKind: JsonValueKind.String } value ? value.GetString()!.Trim() : throw row.Mistyped(path.ToString(), "a text");

    private static string VerlAnswer(ProblemRow row) =>
        FieldText.Answer(row.Get(VerlGold) is { ValueKind: JsonValueKind.Object } ? row.Get(VerlTarget) : row.Get(VerlGold));

    private static string IndexedAnswer(ProblemRow row)
    {
        int count = row.Get("choices").GetArrayLength();
        return row.Get("answer").ValueKind == JsonValueKind.Number && row.Get("answer").TryGetInt32(out int index) && index >= 0 && index < count
            ? FieldText.Letter(index)
            : throw row.Error($"the field 'answer' should be an index into the {count} choices, but is {row.Get("answer").GetRawText()}");
    }

    // The published prompt sets a space around every parenthesis, also inside the options.
    private static string PublishedAqua(ProblemRow row) =>
        string.Concat(FieldText.Choices(row.Get("options")).Select(o => "(" + o))
            .Replace("(", " (", StringComparison.Ordinal).Replace(")", ") ", StringComparison.Ordinal).Trim();

    private static string WithoutLetter(string option) =>
        option.Length > 1 && char.IsAsciiLetterUpper(option[0]) && option[1] == ')' ? option[2..].Trim() : option;

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string AfterMarker(string answer) =>
        answer.LastIndexOf("####", StringComparison.Ordinal) is >= 0 and int at ? answer[(at + 4)..].Trim() : answer;

    // "9 (apples)".
    private static string BeforeUnit(string answer) =>
        answer.IndexOf('(', StringComparison.Ordinal) is > 0 and int at ? answer[..at].Trim() : answer;
}
