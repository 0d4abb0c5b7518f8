using Microsoft.ML.Data;
using Microsoft.ML.Internals;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        Check.NotNull(data, nameof(data));
        Check.Param(testFraction is > 0 and < 1, nameof(testFraction), "Must be between 0 and 1 exclusive");
        RowSampling sampling = Sampling(data, samplingKeyColumnName, seed);
        return new TrainTestData(sampling.Outside(data, 0, testFraction), sampling.Inside(data, 0, testFraction));
    }

    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        Check.NotNull(data, nameof(data));
        Check.Param(numberOfFolds > 1, nameof(numberOfFolds), "Must be more than 1");
        RowSampling sampling = Sampling(data, samplingKeyColumnName, seed);
        return [.. Enumerable.Range(0, numberOfFolds).Select(fold =>
        {
            double from = (double)fold / numberOfFolds;
            double to = (double)(fold + 1) / numberOfFolds;
            return new TrainTestData(sampling.Outside(data, from, to), sampling.Inside(data, from, to));
        })];
    }

    // Rows with the same key fall into the same part; without a key every row is drawn for itself.
    private RowSampling Sampling(IDataView data, string samplingKeyColumnName, int? seed)
    {
        if (samplingKeyColumnName != null && data.Schema.GetColumnOrNull(samplingKeyColumnName) == null)
            throw Check.MissingColumn("samplingKeyColumn", "SamplingKeyColumn", samplingKeyColumnName);
        return new RowSampling(samplingKeyColumnName, seed ?? _host.State.Seed ?? _host.Rand.Next());
    }
}
