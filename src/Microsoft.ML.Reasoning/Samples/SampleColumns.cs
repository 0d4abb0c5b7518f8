using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>The columns that are saved, of the row on which it stands; null what the data does not have.</summary>
internal sealed class SampleColumns : IDisposable
{
    private readonly SaveSamplesOptions _options;
    private readonly DataViewRowCursor _cursor;
    private readonly Func<string>? _id;
    private readonly Func<string[]> _responses;
    private readonly Func<bool[]>? _correct;
    private readonly Func<string[]>? _extracted;
    private readonly Func<string[]>? _finishReasons;
    private readonly Func<int[]>? _tokenCounts;

    public SampleColumns(IDataView data, SaveSamplesOptions options, string component)
    {
        _options = options;
        DataViewSchema schema = data.Schema;
        ColumnCheck.AllPresent(schema, component, "For a column that the data does not have (all but the responses) give null as its name.",
            options.IdColumnName, options.ResponsesColumnName, options.CorrectColumnName, options.ExtractedAnswersColumnName,
            options.FinishReasonsColumnName, options.TokenCountsColumnName);
        DataViewSchema.Column? id = ColumnCheck.OptionalText(schema, options.IdColumnName, component);
        DataViewSchema.Column responses = ColumnCheck.TextVector(schema, options.ResponsesColumnName, component);
        DataViewSchema.Column? correct = Optional(options.CorrectColumnName, BooleanDataViewType.Instance);
        DataViewSchema.Column? extracted = Optional(options.ExtractedAnswersColumnName, TextDataViewType.Instance);
        DataViewSchema.Column? reasons = Optional(options.FinishReasonsColumnName, TextDataViewType.Instance);
        DataViewSchema.Column? tokens = Optional(options.TokenCountsColumnName, NumberDataViewType.Int32);
        _cursor = WholePass.Open(data);
        _id = id is { } i ? RowReaders.Text(_cursor, i) : null;
        _responses = RowReaders.TextVector(_cursor, responses);
        _correct = correct is { } c ? RowReaders.Vector<bool>(_cursor, c) : null;
        _extracted = extracted is { } e ? RowReaders.TextVector(_cursor, e) : null;
        _finishReasons = reasons is { } r ? RowReaders.TextVector(_cursor, r) : null;
        _tokenCounts = tokens is { } t ? RowReaders.Vector<int>(_cursor, t) : null;

        DataViewSchema.Column? Optional(string? name, PrimitiveDataViewType item) =>
            ColumnCheck.OptionalVector(schema, name, component, item);
    }

    public string Id { get; private set; } = "";

    public string[] Responses { get; private set; } = [];

    public bool[]? Correct { get; private set; }

    public string[]? Extracted { get; private set; }

    public string[]? FinishReasons { get; private set; }

    public int[]? TokenCounts { get; private set; }

    public bool MoveNext()
    {
        if (!_cursor.MoveNext())
            return false;
        Id = _id?.Invoke() ?? _cursor.Position.ToString(CultureInfo.InvariantCulture);
        Responses = _responses();
        Correct = Checked(_correct?.Invoke(), _options.CorrectColumnName);
        Extracted = Checked(_extracted?.Invoke(), _options.ExtractedAnswersColumnName);
        FinishReasons = Checked(_finishReasons?.Invoke(), _options.FinishReasonsColumnName);
        TokenCounts = Checked(_tokenCounts?.Invoke(), _options.TokenCountsColumnName);
        return true;
    }

    public void Dispose() => _cursor.Dispose();

    private TItem[]? Checked<TItem>(TItem[]? items, string? columnName)
    {
        if (items is not null && items.Length != Responses.Length)
            throw new InvalidOperationException(
                $"Row {_cursor.Position}: column '{columnName}' has {items.Length} items, but there are {Responses.Length} responses.");
        return items;
    }
}
