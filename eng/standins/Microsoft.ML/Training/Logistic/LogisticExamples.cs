namespace Microsoft.ML.Data;

// The training rows in memory. Rows with a feature or weight that is not a number are left out and counted.
internal sealed class LogisticExamples
{
    private readonly List<float[]> _features = [];
    private readonly List<bool> _labels = [];
    private readonly List<float> _weights = [];

    private LogisticExamples(int width) => Width = width;

    public int Width { get; }

    public int Count => _labels.Count;

    public long Skipped { get; private set; }

    public IReadOnlyList<float[]> Features => _features;

    public IReadOnlyList<bool> Labels => _labels;

    public IReadOnlyList<float> Weights => _weights;

    public static LogisticExamples Read(IDataView data, string feature, string label, string weight)
    {
        DataViewSchema schema = data.Schema;
        string[] names = weight == null ? [feature, label] : [feature, label, weight];
        using DataViewRowCursor cursor = data.GetRowCursor(names.Select(name => schema[name]));
        ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(schema[feature]);
        ValueGetter<bool> labels = cursor.GetGetter<bool>(schema[label]);
        ValueGetter<float> weights = weight == null ? (ref float value) => value = 1 : cursor.GetGetter<float>(schema[weight]);
        var examples = new LogisticExamples(((VectorDataViewType)schema[feature].Type).Size);
        VBuffer<float> buffer = default;
        bool isPositive = false;
        float importance = 1;
        while (cursor.MoveNext())
        {
            features(ref buffer);
            labels(ref isPositive);
            weights(ref importance);
            examples.Add([.. buffer.DenseValues()], isPositive, importance);
        }
        return examples;
    }

    private void Add(float[] features, bool label, float weight)
    {
        if (!features.All(float.IsFinite) || !float.IsFinite(weight))
        {
            Skipped++;
            return;
        }
        _features.Add(features);
        _labels.Add(label);
        _weights.Add(weight);
    }
}
