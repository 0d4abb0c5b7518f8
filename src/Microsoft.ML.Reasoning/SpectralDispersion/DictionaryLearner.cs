using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>Draws responses from a view in one pass, without knowing how many there are, and fits a dictionary to their states.</summary>
internal sealed class DictionaryLearner(IHost host, SpectralDispersionEstimator.Options options, SpectralDispersionState state, ulong seed)
{
    public KoopmanDictionary Learn(IDataView data, DataViewSchema.Column column)
    {
        using IChannel channel = host.Start("SpectralDispersion");
        var drawn = new List<StatesRow>();
        try
        {
            (long responses, long tooShort) = Draw(data, column, drawn);
            if (drawn.Count == 0)
                throw new InvalidOperationException($"SpectralDispersion: none of the {responses} rows has a response of two tokens in column " +
                    $"'{column.Name}', so there is nothing to learn the dictionary from.");
            if (tooShort > 0)
                channel.Warning(MessageSensitivity.None, "{0} of {1} responses have fewer than two tokens and teach nothing", tooShort, responses);
            channel.Info(MessageSensitivity.None, "the dictionary is learned from {0} of {1} responses", drawn.Count, responses);
            return Fit(drawn, column, channel);
        }
        finally
        {
            drawn.ForEach(row => row.Dispose());
        }
    }

    private (long Responses, long TooShort) Draw(IDataView data, DataViewSchema.Column column, List<StatesRow> drawn)
    {
        (int place, int layers) = state.PlaceOfLayer(column);
        (long responses, long tooShort) = (0, 0);
        var reservoir = new Reservoir(options.MaxTrajectories, seed);
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Func<StatesRow> read = StatesRow.Reader(cursor, column);
        for (; cursor.MoveNext(); responses++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            StatesRow row = read();
            bool enough = Tokens(row) >= 2;
            tooShort += enough ? 0 : 1;
            int? into = enough ? reservoir.Next() : null;
            if (into is null)
                row.Dispose();
            else if (into == drawn.Count)
                drawn.Add(row);
            else
            {
                drawn[into.Value].Dispose();
                drawn[into.Value] = row;
            }
        }

        return (responses, tooShort);

        long Tokens(StatesRow row)
        {
            using DisposeScope scope = NewDisposeScope();
            return row.Layers(layers, column.Name).ElementAt(place).shape[0];
        }
    }

    private KoopmanDictionary Fit(List<StatesRow> drawn, DataViewSchema.Column column, IChannel channel)
    {
        using DisposeScope scope = NewDisposeScope();
        (int place, int layers) = state.PlaceOfLayer(column);
        Tensor[] trajectories = [.. drawn.Select(row => row.Layers(layers, column.Name).ElementAt(place))];
        var fit = new KoopmanDictionaryOptions
        {
            Observables = options.Observables,
            Steps = options.Steps,
            LearningRate = options.LearningRate,
            BatchSize = options.TrajectoriesPerStep,
            Seed = (long)seed,
        };
        try
        {
            KoopmanDictionary dictionary = StatesRow.Named(drawn, column.Name, () => KoopmanDictionary.Fit(
                trajectories, fit, new DictionaryLog(channel, options.Progress), options.CancellationToken));
            DictionaryLog.Tell(channel, dictionary);
            return dictionary;
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException($"SpectralDispersion: column '{column.Name}': {error.Message}", error);
        }
    }
}
