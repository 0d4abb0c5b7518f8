using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Reads the problems of a view; rows that cannot be used are left out, counted and told.</summary>
internal sealed class GrpoProblems(CausalLanguageModel model, GrpoTrainer.Options options)
{
    private const string Component = nameof(GrpoTrainer);

    /// <summary>Finds the columns, or says what is wrong with them.</summary>
    public static void Check(DataViewSchema schema, GrpoTrainer.Options options)
    {
        if (schema.GetColumnOrNull(options.PromptColumnName) is null && schema.Count > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(schema),
                $"{Component}: no column '{options.PromptColumnName}' with prompts; found {string.Join(", ", schema.Select(column => $"'{column.Name}'"))}. " +
                $"Put ml.Reasoning().{nameof(ReasoningCatalog.ApplyChatTemplate)}(\"{options.PromptColumnName}\", model, ...) before the trainer, " +
                $"or name another column by {nameof(GrpoTrainer.Options.PromptColumnName)}.");
        }
        ColumnCheck.Text(schema, options.PromptColumnName, Component);
        if (options.AnswerColumnName is { } answer)
            ColumnCheck.Text(schema, answer, Component);
        ColumnCheck.AllPresent(schema, Component, $"({nameof(GrpoTrainer.Options.RewardColumnNames)} names them.)", [.. options.RewardColumnNames]);
        foreach (string name in options.RewardColumnNames)
            ColumnValue.Check(schema[name], Component);
    }

    /// <summary>The problems of a view, in order.</summary>
    public IReadOnlyList<GrpoProblem> Read(IDataView data, string what, IChannel channel)
    {
        Check(data.Schema, options);
        HuggingFaceTokenizer tokenizer = PromptCheck.HasTokenizer(model);
        DataViewSchema.Column promptColumn = data.Schema[options.PromptColumnName];
        DataViewSchema.Column? answerColumn = options.AnswerColumnName is { } name ? data.Schema[name] : null;
        DataViewSchema.Column[] others = [.. options.RewardColumnNames.Select(other => data.Schema[other])];
        int longest = model.Configuration.ContextLength - 1;
        var problems = new List<GrpoProblem>();
        int rows = 0, withoutPrompt = 0, withoutAnswer = 0, tooLong = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([promptColumn, .. others, .. answerColumn is { } column ? [column] : Array.Empty<DataViewSchema.Column>()]);
        Func<string> readPrompt = RowReaders.Text(cursor, promptColumn);
        Func<string?> readAnswer = answerColumn is { } present ? RowReaders.Text(cursor, present) : (Func<string?>)(() => null);
        Func<object>[] readOthers = [.. others.Select(other => ColumnValue.Reader(cursor, other))];
        bool needsAnswer = options.RewardFunctions.Any(reward => reward.Function.NeedsAnswer);
        for (; cursor.MoveNext(); rows++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            string prompt = readPrompt();
            string? answer = readAnswer();
            IReadOnlyList<int> tokens = prompt.Length > 0 ? PromptEncoding.Encode(tokenizer, prompt) : [];
            if (tokens.Count == 0)
                withoutPrompt++;
            else if (needsAnswer && string.IsNullOrWhiteSpace(answer))
                withoutAnswer++;
            else if (tokens.Count > longest)
                tooLong++;
            else
                problems.Add(new GrpoProblem(rows, prompt, tokens, answer,
                    others.Zip(readOthers).ToDictionary(pair => pair.First.Name, pair => pair.Second())));
        }
        Warn(withoutPrompt, $"have no text in '{options.PromptColumnName}'");
        Warn(withoutAnswer, $"have no right answer in '{options.AnswerColumnName}', which a reward function needs");
        Warn(tooLong, $"have a prompt of more than {longest} tokens, which leaves no room in the context");
        return problems.Count > 0 ? problems : throw new InvalidOperationException(
            $"{Component}: {what} has no row to use: of {rows}, {withoutPrompt} have no text in '{options.PromptColumnName}', {withoutAnswer} no right " +
            $"answer in '{options.AnswerColumnName}', {tooLong} a prompt of more than {longest} tokens.");

        void Warn(int count, string why)
        {
            if (count > 0)
                channel.Warning(MessageSensitivity.None, "{0}: {1} of {2} rows {3}; they were left out", what, count, rows, why);
        }
    }
}
