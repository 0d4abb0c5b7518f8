using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class ChatTemplateMapper(ChatTemplateState state, DataViewSchema schema) : BatchMapper<string, string>(
    batchSize: 1,
    [ColumnCheck.Text(schema, state.InputColumnName, nameof(ChatTemplateTransformer))],
    new ScalarOutput<string, ReadOnlyMemory<char>>(state.OutputColumnName, TextDataViewType.Instance, prompt => prompt.AsMemory()))
{
    protected override Func<string> OpenReader(DataViewRow input) => RowReaders.Text(input, Inputs[0]);

    protected override IReadOnlyList<string> Compute(IReadOnlyList<string> rows) =>
        rows.Select(text => state.Template.Apply(Chat(text), state.AddGenerationPrompt)).ToArray();

    private List<ChatMessage> Chat(string text)
    {
        List<ChatMessage> chat = [];
        if (state.SystemPrompt is not null)
            chat.Add(new ChatMessage("system", state.SystemPrompt));
        chat.Add(new ChatMessage("user", text));
        return chat;
    }
}
