using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public abstract partial class TrainCatalogBase
{
    private protected TrainCatalogBase(Host host) => Host = host;

    internal Host Host { get; }

    private protected IReadOnlyList<CrossValidationResult<T>> CrossValidate<T>(
        IDataView data, IEstimator<ITransformer> estimator, int folds, string samplingKey, int? seed, Func<IDataView, T> evaluate)
        where T : class
    {
        Check.NotNull(data, nameof(data));
        Check.NotNull(estimator, nameof(estimator));
        Check.Param(folds > 1, "numberOfFolds", "Must be more than 1");
        return [.. new DataOperationsCatalog(Host).CrossValidationSplit(data, folds, samplingKey, seed).Select((split, fold) =>
        {
            ITransformer model = estimator.Fit(split.TrainSet);
            // A chain is applied whole: with its training scopes, too.
            IDataView scored = model is IScopedTransformer chain
                ? chain.Transform(split.TestSet, TransformerScope.Everything)
                : model.Transform(split.TestSet);
            return new CrossValidationResult<T>(model, evaluate(scored), scored, fold);
        })];
    }
}
