using Microsoft.ML.Data;
using Microsoft.ML.Internals;

namespace Microsoft.ML;

public static class DebuggerExtensions
{
    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100) => new(data, maxRows);

    public static DataDebuggerPreview Preview(this IEstimator<ITransformer> estimator, IDataView data, int maxRows = 100, int maxTrainingRows = 100)
    {
        Check.NotNull(estimator, nameof(estimator));
        Check.NotNull(data, nameof(data));
        Check.Param(maxRows >= 0, nameof(maxRows), "Must not be negative");
        Check.Param(maxTrainingRows >= 0, nameof(maxTrainingRows), "Must not be negative");
        IDataView trainingRows = new SkipTakeView(data, 0, maxTrainingRows);
        return new DataDebuggerPreview(estimator.Fit(trainingRows).Transform(data), maxRows);
    }

    public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = 100)
    {
        Check.NotNull(transformer, nameof(transformer));
        Check.NotNull(data, nameof(data));
        return new DataDebuggerPreview(transformer.Transform(data), maxRows);
    }
}
