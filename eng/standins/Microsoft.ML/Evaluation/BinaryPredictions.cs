using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal static class BinaryPredictions
{
    public static List<BinaryPrediction> Read(IDataView data, string label, string score, string predicted, string probability)
    {
        Check.NotNull(data, nameof(data));
        DataViewSchema.Column labelColumn = Find(data, "label", label, BooleanDataViewType.Instance);
        DataViewSchema.Column scoreColumn = Find(data, "score", score, NumberDataViewType.Single);
        DataViewSchema.Column predictedColumn = Find(data, "predictedLabel", predicted, BooleanDataViewType.Instance);
        DataViewSchema.Column? probabilityColumn = probability == null ? null : Find(data, "probability", probability, NumberDataViewType.Single);
        using DataViewRowCursor cursor = data.GetRowCursor([labelColumn, scoreColumn, predictedColumn, .. probabilityColumn is DataViewSchema.Column p ? [p] : Array.Empty<DataViewSchema.Column>()]);
        ValueGetter<bool> labels = cursor.GetGetter<bool>(labelColumn);
        ValueGetter<float> scores = cursor.GetGetter<float>(scoreColumn);
        ValueGetter<bool> predictions = cursor.GetGetter<bool>(predictedColumn);
        ValueGetter<float> probabilities = probabilityColumn is DataViewSchema.Column found ? cursor.GetGetter<float>(found) : (ref float value) => value = float.NaN;
        var rows = new List<BinaryPrediction>();
        while (cursor.MoveNext())
        {
            bool isPositive = false, isPredicted = false;
            float value = 0, chance = 0;
            labels(ref isPositive);
            predictions(ref isPredicted);
            scores(ref value);
            probabilities(ref chance);
            rows.Add(new BinaryPrediction(isPositive, isPredicted, value, chance));
        }
        Check.Param(rows.Any(r => r.Label), "PosSample", "AUC is not defined when there is no positive class in the data");
        Check.Param(rows.Any(r => !r.Label), "NegSample", "AUC is not defined when there is no negative class in the data");
        return rows;
    }

    private static DataViewSchema.Column Find(IDataView data, string role, string name, DataViewType type)
    {
        Check.NotEmpty(name, role);
        DataViewSchema.Column column = data.Schema.GetColumnOrNull(name) ?? throw Check.MissingColumn("schema", role, name);
        return column.Type.Equals(type) ? column : throw Check.WrongColumnType("schema", role, name, type.ToString(), column.Type.ToString());
    }
}
