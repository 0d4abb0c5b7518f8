using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A response as a cursor read it; null and NaN what the data does not have.</summary>
internal sealed record EvaluatedRow(
    StatesRow States, string? Prompt, string? Response, bool? Correct, float MeanLogProbability, float Dispersion) : IDisposable
{
    public static Func<EvaluatedRow> Reader(DataViewRow input, EvaluatedColumns columns)
    {
        Func<StatesRow> states = StatesRow.Reader(input, columns.States);
        Func<string>? prompt = columns.Prompt is { } p ? RowReaders.Text(input, p) : null;
        Func<string>? response = columns.Response is { } r ? RowReaders.Text(input, r) : null;
        Func<bool>? correct = columns.Correct is { } c ? RowReaders.Scalar<bool>(input, c) : null;
        Func<float>? logProbability = columns.MeanLogProbability is { } l ? RowReaders.Scalar<float>(input, l) : null;
        Func<float>? dispersion = columns.Dispersion is { } d ? RowReaders.Scalar<float>(input, d) : null;
        return () => new EvaluatedRow(states(), prompt?.Invoke(), response?.Invoke(), correct?.Invoke(),
            logProbability?.Invoke() ?? float.NaN, dispersion?.Invoke() ?? float.NaN);
    }

    public void Dispose() => States.Dispose();
}
