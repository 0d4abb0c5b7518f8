using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

public abstract class TrainerEstimatorBase<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    public readonly SchemaShape.Column FeatureColumn;

    public readonly SchemaShape.Column LabelColumn;

    public readonly SchemaShape.Column WeightColumn;

    private protected TrainerEstimatorBase(IHost host, SchemaShape.Column feature, SchemaShape.Column label, SchemaShape.Column weight = default)
    {
        Host = host;
        FeatureColumn = feature;
        LabelColumn = label;
        WeightColumn = weight;
    }

    public abstract TrainerInfo Info { get; }

    private protected IHost Host { get; }

    public TTransformer Fit(IDataView input) => Train(input, null);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        CheckInput(inputSchema);
        return inputSchema.With(OutputColumns());
    }

    private protected abstract IEnumerable<SchemaShape.Column> OutputColumns();

    private protected abstract TModel TrainModel(IDataView data, LinearModelParameters start);

    private protected abstract TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema);

    private protected TTransformer Train(IDataView data, LinearModelParameters start)
    {
        Check.NotNull(data, "input");
        CheckInput(SchemaShape.Of(data.Schema));
        return MakeTransformer(TrainModel(data, start), data.Schema);
    }

    private void CheckInput(SchemaShape shape)
    {
        CheckColumn(shape, "feature", FeatureColumn);
        if (WeightColumn.Name != null)
            CheckColumn(shape, "weight", WeightColumn);
        CheckColumn(shape, "label", LabelColumn);
    }

    private static void CheckColumn(SchemaShape shape, string role, SchemaShape.Column expected)
    {
        SchemaShape.Column found = shape.Find(expected.Name) ?? throw Check.MissingColumn("inputSchema", role, expected.Name);
        if (found.Kind != expected.Kind || found.IsKey != expected.IsKey || !found.ItemType.Equals(expected.ItemType))
            throw Check.WrongColumnType("inputSchema", role, expected.Name, expected.Description, found.Description);
    }
}
