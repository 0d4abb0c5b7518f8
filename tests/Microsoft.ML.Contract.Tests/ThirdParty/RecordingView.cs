using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Three rows of one payload column, whose getter takes down what it is handed.</summary>
public sealed class RecordingView(List<Payload?> seen) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = PayloadSchema();

    public long? GetRowCount() => 3;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(Schema, seen);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema PayloadSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Payload", PayloadType.Instance);
        return builder.ToSchema();
    }

    private sealed class Cursor(DataViewSchema schema, List<Payload?> seen) : DataViewRowCursor
    {
        private long _position = -1;

        public override DataViewSchema Schema => schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override bool MoveNext() => ++_position < 3;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => (ValueGetter<TValue>)(Delegate)(ValueGetter<Payload>)((ref Payload value) =>
            {
                seen.Add(value);
                value = new Payload((int)_position);
            });
    }
}
