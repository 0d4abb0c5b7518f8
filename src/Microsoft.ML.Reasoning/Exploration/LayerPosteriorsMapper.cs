using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class LayerPosteriorsMapper(
    LayerPosteriorsState state, CausalLanguageModel model, DataViewSchema schema, CancellationToken cancellationToken)
    : BatchMapper<(string Prompt, string Response), float[,]>(
        batchSize: 1,
        [
            ColumnCheck.Text(schema, state.PromptColumnName, nameof(LayerPosteriorsTransformer)),
            ColumnCheck.SingleText(schema, state.ResponseColumnName, nameof(LayerPosteriorsTransformer)),
        ],
        new VectorOutput<float[,], float>(
            state.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, state.Layers.Count), Means,
            SlotNames.Of([.. state.Layers.Select(layer => layer.ToString(CultureInfo.InvariantCulture))])),
        new VectorOutput<float[,], float>(
            state.TokenEntropiesColumnName, new VectorDataViewType(NumberDataViewType.Single, 0, state.Layers.Count),
            entropies => [.. entropies.Cast<float>()]))
{
    protected override Func<(string Prompt, string Response)> OpenReader(DataViewRow input)
    {
        Func<string> prompt = RowReaders.Text(input, Inputs[0]);
        Func<string> response = Inputs[1].Type is TextDataViewType ? RowReaders.Text(input, Inputs[1]) : First(RowReaders.TextVector(input, Inputs[1]));
        return () => (prompt(), response());

        static Func<string> First(Func<string[]> read) => () => read()[0];
    }

    protected override IReadOnlyList<float[,]> Compute(IReadOnlyList<(string Prompt, string Response)> rows) =>
    [
        .. rows.Select(row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            return LayerEntropies.Measure(
                model, PromptEncoding.Encode(model.Tokenizer!, row.Prompt), model.Tokenizer!.Encode(row.Response, addSpecialTokens: false),
                state.Layers, state.Temperature, state.NormalizeInner);
        }),
    ];

    private static float[] Means(float[,] entropies)
    {
        (int tokens, int layers) = (entropies.GetLength(0), entropies.GetLength(1));
        float[] means = new float[layers];
        for (int layer = 0; layer < layers; layer++)
            for (int token = 0; token < tokens; token++)
                means[layer] += entropies[token, layer] / tokens;
        return means;
    }
}
