using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Reads prompts and responses as tokens.</summary>
internal sealed class SupervisedExamples(CausalLanguageModel model, SupervisedTrainer.Options options)
{
    /// <summary>The examples of the data, in order; rows without a prompt or a response are left out and told.</summary>
    public IReadOnlyList<SupervisedExample> Read(IDataView data, IChannel channel)
    {
        HuggingFaceTokenizer tokenizer = PromptCheck.HasTokenizer(model);
        DataViewSchema.Column prompts = ColumnCheck.Text(data.Schema, options.PromptColumnName, nameof(SupervisedTrainer));
        DataViewSchema.Column responses = ColumnCheck.Text(data.Schema, options.ResponseColumnName, nameof(SupervisedTrainer));
        int[] end = options.AppendEndToken ? [EndToken(tokenizer)] : [];
        var examples = new List<SupervisedExample>();
        int skipped = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([prompts, responses]);
        Func<string> readPrompt = RowReaders.Text(cursor, prompts);
        Func<string> readResponse = RowReaders.Text(cursor, responses);
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            IReadOnlyList<int> prompt = PromptEncoding.Encode(tokenizer, readPrompt());
            IReadOnlyList<int> response = tokenizer.Encode(readResponse(), addSpecialTokens: false);
            if (prompt.Count > 0 && response.Count > 0)
                examples.Add(new SupervisedExample(prompt, [.. response, .. end]));
            else
                skipped++;
        }
        if (skipped > 0)
            channel.Warning(MessageSensitivity.None, "{0} rows have no text in '{1}' or '{2}' and were left out",
                skipped, options.PromptColumnName, options.ResponseColumnName);
        return examples.Count > 0 ? examples : throw new InvalidOperationException(
            $"{nameof(SupervisedTrainer)}: no row has text in both '{options.PromptColumnName}' and '{options.ResponseColumnName}'.");
    }

    private int EndToken(HuggingFaceTokenizer tokenizer)
    {
        IReadOnlyList<int> known = model.Configuration.EndTokenIds;
        return tokenizer.EndTokenId ?? (known.Count > 0 ? known[0] : throw new InvalidOperationException(
            $"The model names no end token; set {nameof(SupervisedTrainer.Options.AppendEndToken)} to false to train without one."));
    }
}
