using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Draws entropy against depth.</summary>
internal static class LayerPosteriorsPlot
{
    private const string Component = "LayerPosteriorsFigure";

    public static string Draw(IHostEnvironment env, IDataView data, string columnName)
    {
        DataViewSchema.Column column = ColumnCheck.Vector(data.Schema, columnName, Component, NumberDataViewType.Single);
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        double[] layers = [.. names.DenseValues().Select(name => double.Parse(name.Span, CultureInfo.InvariantCulture))];
        double[] sums = new double[layers.Length];
        int rows = 0;
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        for (Func<float[]> read = RowReaders.Vector<float>(cursor, column); cursor.MoveNext(); rows++)
        {
            float[] means = read();
            for (int i = 0; i < sums.Length; i++)
                sums[i] += means[i];
        }

        using (IChannel channel = env.Register(Component).Start(Component))
            channel.Info(MessageSensitivity.None, "{0} rows, {1} layers", rows, layers.Length);
        const string Series = "mean over tokens and rows";
        return new LinePlot
        {
            Title = "Entropy of the layers' posteriors", XLabel = "layer (the last: after the final norm)", YLabel = "nats", SeriesNames = [Series],
            Panels = [new LinePanel($"{rows} responses", [new LineSeries(Series, [.. layers.Zip(sums.Select(sum => sum / rows))])])],
        }.ToSvg();
    }
}
