using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.Verification;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class VerifyAnswersMapper(
    IHost host, VerifyAnswersState state, AnswerVerifier verifier, DataViewSchema schema, CancellationToken cancellationToken)
    : BatchMapper<AnsweredRow, VerificationResult[]>(
        batchSize: 1,
        [
            ColumnCheck.TextVector(schema, state.ResponsesColumnName, nameof(VerifyAnswersTransformer)),
            ColumnCheck.Text(schema, state.AnswerColumnName, nameof(VerifyAnswersTransformer)),
            .. Choices(schema, state),
        ],
        Output(state.CorrectColumnName, schema, state, BooleanDataViewType.Instance, result => result.IsCorrect),
        Output(state.ExtractedAnswersColumnName, schema, state, TextDataViewType.Instance, result => result.Extracted.AsMemory()),
        Output(state.NormalAnswersColumnName, schema, state, TextDataViewType.Instance, result => result.NormalForm.AsMemory()),
        Output(state.ReasonsColumnName, schema, state, TextDataViewType.Instance, result => $"{result.Reason}: {result.Explanation}".AsMemory()))
{
    private int _warned;

    protected override Func<AnsweredRow> OpenReader(DataViewRow input)
    {
        Func<string[]> responses = RowReaders.TextVector(input, Inputs[0]);
        Func<string> answer = RowReaders.Text(input, Inputs[1]);
        Func<string[]> choices = Inputs.Count > 2 ? RowReaders.TextVector(input, Inputs[2]) : () => [];
        return () => new AnsweredRow(responses(), answer(), choices(), input.Position);
    }

    protected override IReadOnlyList<VerificationResult[]> Compute(IReadOnlyList<AnsweredRow> rows) => rows.Select(Verify).ToArray();

    // The column of the choices is used where there is one: most data have none.
    private static DataViewSchema.Column[] Choices(DataViewSchema schema, VerifyAnswersState state) =>
        state.ChoicesColumnName is { } name && schema.GetColumnOrNull(name) is not null
            ? [ColumnCheck.TextVector(schema, name, nameof(VerifyAnswersTransformer))] : [];

    private VerificationResult[] Verify(AnsweredRow row)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (string.IsNullOrWhiteSpace(row.Answer))
            WarnOnce(row.Position);
        VerificationResult[] results = Array.ConvertAll(row.Responses, response => verifier.Verify(row.Answer, response, row.Choices));
        int undecided = results.Count(result => result.Reason == VerificationReason.TooMuchWork);
        if (undecided > 0)
            Warn("row {0}: {1} responses count as wrong because comparing them took too much work", row.Position, undecided);
        return results;
    }

    private void WarnOnce(long position)
    {
        if (Interlocked.Exchange(ref _warned, 1) == 0)
            Warn("row {0}: column '{1}' is empty, so no response can be right; more such rows are not told here, Evaluate counts them",
                position, state.AnswerColumnName);
    }

    private void Warn(string format, params object[] arguments)
    {
        using IChannel channel = host.Start("VerifyAnswers");
        channel.Warning(MessageSensitivity.None, format, arguments);
    }

    /// <summary>A column with as many items as there are responses.</summary>
    private static VectorOutput<VerificationResult[], TItem> Output<TItem>(
        string name, DataViewSchema schema, VerifyAnswersState state, PrimitiveDataViewType type,
        Converter<VerificationResult, TItem> item) =>
        new(name, new VectorDataViewType(type, ((VectorDataViewType)schema[state.ResponsesColumnName].Type).Size),
            results => Array.ConvertAll(results, item));
}
