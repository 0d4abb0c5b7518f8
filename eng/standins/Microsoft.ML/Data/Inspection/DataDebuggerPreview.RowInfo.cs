namespace Microsoft.ML.Data;

public sealed partial class DataDebuggerPreview
{
    public sealed class RowInfo
    {
        internal RowInfo(int columns) => Values = new KeyValuePair<string, object>[columns];

        public KeyValuePair<string, object>[] Values { get; }

        public override string ToString() => $"{Values.Length} columns";
    }
}
