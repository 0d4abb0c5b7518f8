namespace Microsoft.ML.Data;

public sealed class BinaryPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    private readonly IScoringModel _scoring;

    internal BinaryPredictionTransformer(TModel model, IScoringModel scoring, DataViewSchema trainSchema, string featureColumn)
        : base(model, trainSchema, featureColumn)
        => _scoring = scoring;

    internal override MappedView Score(IDataView input) => new(input, new BinaryScoreMapping(_scoring, FeatureOf(input.Schema)));
}
