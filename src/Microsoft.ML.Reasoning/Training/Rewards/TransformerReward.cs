using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A fitted transformer's output as the reward.</summary>
internal sealed class TransformerReward(ITransformer scorer, string columnName, int slot, string name) : IBatchRewardFunction
{
    private readonly MLContext _ml = new();
    private readonly Lock _oneAtATime = new();

    public string Name => name;

    public ValueTask<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<RewardInput> inputs, CancellationToken cancellationToken)
    {
        // ML.NET does not promise that a transformer may be used by several threads.
        lock (_oneAtATime)
            return ValueTask.FromResult<IReadOnlyList<double>>(Score(inputs));
    }

    private double[] Score(IReadOnlyList<RewardInput> inputs)
    {
        IDataView scored = scorer.Transform(_ml.Data.LoadFromEnumerable(inputs.Select(RewardRow.Of)));
        DataViewSchema.Column column = scored.Schema.GetColumnOrNull(columnName) ?? throw new ArgumentOutOfRangeException(nameof(inputs),
            $"Reward '{name}': the transformer makes no column '{columnName}'; it makes {string.Join(", ", scored.Schema.Select(known => $"'{known.Name}'"))}.");
        using DataViewRowCursor cursor = scored.GetRowCursor([column]);
        Func<double> read = Reader(cursor, column);
        var values = new List<double>(inputs.Count);
        while (cursor.MoveNext())
            values.Add(read());
        return values.Count == inputs.Count ? [.. values] : throw new InvalidOperationException(
            $"Reward '{name}': the transformer made {values.Count} rows of {inputs.Count}; a reward needs one a response.");
    }

    private Func<double> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType vector && vector.ItemType is NumberDataViewType item && item.RawType == typeof(float))
        {
            Func<float[]> read = RowReaders.Vector<float>(row, column);
            return () => read() is var values && slot < values.Length ? values[slot] : throw new ArgumentOutOfRangeException(nameof(row),
                $"Reward '{name}': column '{columnName}' has {values.Length} values, there is no slot {slot}.");
        }
        if (slot != 0)
            throw new ArgumentOutOfRangeException(nameof(column), $"Reward '{name}': column '{columnName}' is {column.Type}, there is no slot {slot}.");
        if (column.Type is BooleanDataViewType)
        {
            Func<bool> read = RowReaders.Scalar<bool>(row, column);
            return () => read() ? 1 : 0;
        }
        if (column.Type.RawType == typeof(double))
            return RowReaders.Scalar<double>(row, column);
        if (column.Type.RawType == typeof(float))
        {
            Func<float> read = RowReaders.Scalar<float>(row, column);
            return () => read();
        }
        throw new ArgumentOutOfRangeException(nameof(column),
            $"Reward '{name}': column '{columnName}' has the wrong type; expected Single, Double, Boolean or a vector of Single, found {column.Type}.");
    }

    /// <summary>What the transformer sees of a response.</summary>
    private sealed class RewardRow
    {
        public string Prompt { get; set; } = "";

        public string Response { get; set; } = "";

        public string Answer { get; set; } = "";

        public string FinishReason { get; set; } = "";

        public float TokenCount { get; set; }

        public static RewardRow Of(RewardInput input) => new()
        {
            Prompt = input.Prompt,
            Response = input.Response,
            Answer = input.Answer ?? "",
            FinishReason = input.FinishReason.ToString(),
            TokenCount = input.TokenCount,
        };
    }
}
