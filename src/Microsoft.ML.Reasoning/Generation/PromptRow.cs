using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A prompt as a cursor read it.</summary>
/// <param name="Text">The prompt.</param>
/// <param name="Position">Its row, counted from 0, for messages.</param>
/// <param name="Key">The identity of its row, which stays with it under filters and shuffles, for the random numbers.</param>
internal readonly record struct PromptRow(string Text, long Position, long Key)
{
    public static Func<PromptRow> Reader(DataViewRow input, DataViewSchema.Column column)
    {
        Func<string> text = RowReaders.Text(input, column);
        ValueGetter<DataViewRowId> id = input.GetIdGetter();
        return () =>
        {
            DataViewRowId value = default;
            id(ref value);
            return new PromptRow(text(), input.Position, (long)(value.Low ^ (value.High * 0x9E3779B97F4A7C15)));
        };
    }
}
