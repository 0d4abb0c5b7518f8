namespace Microsoft.ML.Reasoning;

/// <summary>
/// Describes the fields of a problem file whose layout is not recognised by itself. A field is named by a path such as
/// <c>question</c>, <c>prompt[0].content</c> or <c>reward_model.ground_truth.target</c>.
/// </summary>
public sealed class ProblemFileOptions
{
    /// <summary>Path of the question. Null: recognised.</summary>
    public string? QuestionField { get; init; }

    /// <summary>Path of the gold answer: text, a number, or a list whose first element is it. Null: recognised.</summary>
    public string? AnswerField { get; init; }

    /// <summary>Path of the identifier. Null: <c>id</c>, <c>ID</c>, <c>unique_id</c> or <c>idx</c> where there is one, else the row's number.</summary>
    public string? IdField { get; init; }

    /// <summary>Path of the choices: a list of texts or an object with a letter for each. They are appended to the question. Null: recognised.</summary>
    public string? ChoicesField { get; init; }

    /// <summary>Longest row, in bytes, that is read. Default: 64 MiB.</summary>
    public int MaxRowBytes { get; init; } = 64 << 20;
}
