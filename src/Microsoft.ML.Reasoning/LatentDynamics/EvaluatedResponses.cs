using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>Reads responses and measures each on its own: the states of a batch are in memory at a time, of a response its mean state stays.</summary>
internal static class EvaluatedResponses
{
    private const int BatchSize = 16;

    public static IEnumerable<ResponseDynamics> Read(IDataView data, LatentDynamicsEvaluatorOptions options)
    {
        var columns = new EvaluatedColumns(data.Schema, options);
        return Rows();

        IEnumerable<ResponseDynamics> Rows()
        {
            using DataViewRowCursor cursor = data.GetRowCursor(columns.All);
            Func<EvaluatedRow> read = EvaluatedRow.Reader(cursor, columns);
            var batch = new List<EvaluatedRow>(BatchSize);
            try
            {
                bool more;
                do
                {
                    options.CancellationToken.ThrowIfCancellationRequested();
                    more = cursor.MoveNext();
                    if (more)
                        batch.Add(read());
                    if (more && batch.Count < BatchSize)
                        continue;
                    foreach (ResponseDynamics response in Measure(batch, columns.States.Name, options))
                        yield return response;
                    Release(batch);
                }
                while (more);
            }
            finally
            {
                Release(batch);
            }
        }
    }

    private static ResponseDynamics[] Measure(List<EvaluatedRow> rows, string columnName, LatentDynamicsEvaluatorOptions options)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] states = [.. rows.SelectMany(row => row.States.Layers(1, columnName))];
        var rankOptions = new EffectiveRankOptions { Stride = options.Stride, MaxTokens = options.MaxTokens, Mode = options.Mode };
        EffectiveRankMeasurement[] ranks = StatesRow.Named([.. rows.Select(row => row.States)], columnName,
            () => EffectiveRank.Measure(states, rankOptions, options.CancellationToken));
        LatentIndicatorMeasurement[] others = LatentIndicators.Measure(states, null, options.CancellationToken);
        return [.. rows.Select((row, i) => Of(row, states[i], ranks[i], others[i]))];
    }

    private static ResponseDynamics Of(EvaluatedRow row, Tensor states, EffectiveRankMeasurement rank, LatentIndicatorMeasurement others)
    {
        bool isEmpty = states.shape[0] == 0;
        string[]? words = row.Response is null ? null : TextSimilarity.Words(row.Response);
        return new ResponseDynamics
        {
            Prompt = row.Prompt,
            Correct = row.Correct,
            Words = words,
            Pooled = isEmpty ? [] : states.to(ScalarType.Float64).mean([0L], false, ScalarType.Float64).cpu().data<double>().ToArray(),
            [ResponseIndicators.Correct] = row.Correct is bool correct ? (correct ? 1 : 0) : double.NaN,
            [ResponseIndicators.Length] = states.shape[0],
            [ResponseIndicators.EffectiveRank] = rank.Rank,
            [ResponseIndicators.Velocity] = rank.HasVelocity ? rank.Velocity : double.NaN,
            [ResponseIndicators.Acceleration] = rank.HasAcceleration ? rank.Acceleration : double.NaN,
            [ResponseIndicators.Dispersion] = row.Dispersion,
            [ResponseIndicators.TraditionalRank] = others.TraditionalRank.Value,
            [ResponseIndicators.ResponseEntropy] = others.ResponseEntropy.Value,
            [ResponseIndicators.Curvature] = others.Curvature.Value,
            [ResponseIndicators.MeanLogProbability] = row.MeanLogProbability,
            [ResponseIndicators.Repetition] = words is null ? double.NaN : TextSimilarity.Repetition(words),
        };
    }

    private static void Release(List<EvaluatedRow> batch)
    {
        batch.ForEach(row => row.Dispose());
        batch.Clear();
    }
}
