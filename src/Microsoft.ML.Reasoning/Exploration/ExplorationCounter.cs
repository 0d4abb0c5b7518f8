using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Counts over the columns that <see cref="LatentExplorationEstimator"/> makes.</summary>
internal static class ExplorationCounter
{
    private const string Component = "SummarizeExploration";

    public static LatentExplorationSummary Count(IHostEnvironment env, IDataView data, LatentExplorationEstimator.Options options)
    {
        DataViewSchema schema = data.Schema;
        DataViewSchema.Column thinking = ColumnCheck.Vector(schema, options.ThinkingColumnName, Component, BooleanDataViewType.Instance);
        DataViewSchema.Column depths = ColumnCheck.Vector(schema, options.DepthsColumnName, Component, NumberDataViewType.Int32);
        DataViewSchema.Column entropies = ColumnCheck.Vector(schema, options.EntropiesColumnName, Component, NumberDataViewType.Single);
        int depth = ((VectorDataViewType)entropies.Type).Dimensions[^1];
        long tokens = 0, thinks = 0;
        long[] counts = new long[depth], measured = new long[depth];
        double[] sums = new double[depth];
        using DataViewRowCursor cursor = data.GetRowCursor([thinking, depths, entropies]);
        Func<bool[]> readThinking = RowReaders.Vector<bool>(cursor, thinking);
        Func<int[]> readDepths = RowReaders.Vector<int>(cursor, depths);
        Func<float[]> readEntropies = RowReaders.Vector<float>(cursor, entropies);
        while (cursor.MoveNext())
        {
            thinks += readThinking().LongCount(value => value);
            foreach (int value in readDepths())
            {
                tokens++;
                if (value >= 0)
                    counts[value]++;
            }

            float[] values = readEntropies();
            for (int i = 0; i < values.Length; i++)
                if (float.IsFinite(values[i]))
                {
                    sums[i % depth] += values[i];
                    measured[i % depth]++;
                }
        }

        var summary = new LatentExplorationSummary(
            tokens, thinks, counts.Sum(), counts, [.. sums.Zip(measured, (sum, count) => count == 0 ? double.NaN : sum / count)]);
        using IChannel channel = env.Register(Component).Start(Component);
        channel.Info(MessageSensitivity.None, "{0}", summary);
        return summary;
    }
}
