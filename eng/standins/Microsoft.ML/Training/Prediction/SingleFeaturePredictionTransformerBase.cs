using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

public abstract class SingleFeaturePredictionTransformerBase<TModel> : PredictionTransformerBase<TModel>, ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected SingleFeaturePredictionTransformerBase(TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(model)
    {
        FeatureColumnName = featureColumn;
        FeatureColumnType = trainSchema[featureColumn].Type;
    }

    public string FeatureColumnName { get; }

    public DataViewType FeatureColumnType { get; }

    public sealed override DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return Score(new EmptyView(inputSchema)).Schema;
    }

    private protected DataViewSchema.Column FeatureOf(DataViewSchema schema)
    {
        DataViewSchema.Column feature = schema.GetColumnOrNull(FeatureColumnName)
            ?? throw Check.MissingColumn("inputSchema", "feature", FeatureColumnName);
        if (!feature.Type.Equals(FeatureColumnType))
            throw Check.WrongColumnType("inputSchema", "feature", FeatureColumnName, FeatureColumnType.ToString(), feature.Type.ToString());
        return feature;
    }
}
