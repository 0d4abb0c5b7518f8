using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>What evaluation reads of a row; null what the data does not have.</summary>
internal sealed record JudgedRow(
    long Position, bool[] Correct, string[]? Extracted, string[]? FinishReasons, int[]? TokenCounts, string? Answer)
{
    public const string Component = "Evaluate";

    /// <summary>Whether there are responses and, as far as the data tells, a right answer to compare them with.</summary>
    public bool CanBeJudged => Correct.Length > 0 && Answer is not "";

    /// <summary>The rows of the data, in one pass.</summary>
    public static IEnumerable<JudgedRow> Read(IDataView data, PassAtKEvaluatorOptions options)
    {
        DataViewSchema schema = data.Schema;
        ColumnCheck.AllPresent(schema, Component, "For a column that the data does not have (all but the verdicts) give null as its name.",
            options.CorrectColumnName, options.ExtractedAnswersColumnName, options.FinishReasonsColumnName,
            options.TokenCountsColumnName, options.AnswerColumnName);
        DataViewSchema.Column correct = ColumnCheck.Vector(schema, options.CorrectColumnName, Component, BooleanDataViewType.Instance);
        DataViewSchema.Column? extracted = OptionalTexts(options.ExtractedAnswersColumnName);
        DataViewSchema.Column? reasons = OptionalTexts(options.FinishReasonsColumnName);
        DataViewSchema.Column? tokens =
            ColumnCheck.OptionalVector(schema, options.TokenCountsColumnName, Component, NumberDataViewType.Int32);
        DataViewSchema.Column? answer = ColumnCheck.OptionalText(schema, options.AnswerColumnName, Component);
        return Rows();

        DataViewSchema.Column? OptionalTexts(string? name) =>
            ColumnCheck.OptionalVector(schema, name, Component, TextDataViewType.Instance);

        IEnumerable<JudgedRow> Rows()
        {
            using DataViewRowCursor cursor = WholePass.Open(data);
            Func<bool[]> readCorrect = RowReaders.Vector<bool>(cursor, correct);
            Func<string[]>? readExtracted = extracted is { } e ? RowReaders.TextVector(cursor, e) : null;
            Func<string[]>? readReasons = reasons is { } r ? RowReaders.TextVector(cursor, r) : null;
            Func<int[]>? readTokens = tokens is { } t ? RowReaders.Vector<int>(cursor, t) : null;
            Func<string>? readAnswer = answer is { } a ? RowReaders.Text(cursor, a) : null;
            while (cursor.MoveNext())
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                var row = new JudgedRow(cursor.Position, readCorrect(), readExtracted?.Invoke(), readReasons?.Invoke(),
                    readTokens?.Invoke(), readAnswer?.Invoke().Trim());
                row.CheckLength(row.Extracted, options.ExtractedAnswersColumnName);
                row.CheckLength(row.FinishReasons, options.FinishReasonsColumnName);
                row.CheckLength(row.TokenCounts, options.TokenCountsColumnName);
                yield return row;
            }
        }
    }

    private void CheckLength(Array? items, string? columnName)
    {
        if (items is not null && items.Length != Correct.Length)
            throw new InvalidOperationException(
                $"{Component}: row {Position}: column '{columnName}' has {items.Length} items, but there are {Correct.Length} verdicts.");
    }
}
