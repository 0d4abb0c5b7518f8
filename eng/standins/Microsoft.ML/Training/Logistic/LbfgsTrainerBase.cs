using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

public abstract partial class LbfgsTrainerBase<TOptions, TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>
    where TOptions : LbfgsTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected LbfgsTrainerBase(IHost host, TOptions options, DataViewType labelType)
        : base(host, Feature(options.FeatureColumnName), SchemaShape.Of(options.LabelColumnName, labelType), Weight(options.ExampleWeightColumnName))
    {
        Check.Param(options.L1Regularization >= 0, nameof(options.L1Regularization), "Must be non-negative");
        Check.Param(options.L2Regularization >= 0, nameof(options.L2Regularization), "Must be non-negative");
        Check.Param(options.OptimizationTolerance > 0, nameof(options.OptimizationTolerance), "Must be positive");
        Check.Param(options.HistorySize > 0, nameof(options.HistorySize), "Must be positive");
        Check.Param(options.MaximumNumberOfIterations > 0, nameof(options.MaximumNumberOfIterations), "Must be positive");
        Settings = options;
    }

    public override TrainerInfo Info { get; } = new(needNormalization: true, wantCaching: true);

    private protected TOptions Settings { get; }

    private static SchemaShape.Column Feature(string name)
        => new(name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);

    private static SchemaShape.Column Weight(string name)
        => name == null ? default : SchemaShape.Of(name, NumberDataViewType.Single);
}
