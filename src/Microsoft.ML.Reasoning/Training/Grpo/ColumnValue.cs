using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>Reads a column of a plain type as an object.</summary>
internal static class ColumnValue
{
    public static void Check(DataViewSchema.Column column, string component)
    {
        if (column.Type is not (TextDataViewType or NumberDataViewType or BooleanDataViewType))
        {
            throw new ArgumentOutOfRangeException(nameof(column),
                $"{component}: column '{column.Name}' has the wrong type for a reward function; expected text, a number or Boolean, found {column.Type}.");
        }
    }

    public static Func<object> Reader(DataViewRow row, DataViewSchema.Column column) => column.Type.RawType switch
    {
        var type when type == typeof(float) => Boxed<float>(row, column),
        var type when type == typeof(double) => Boxed<double>(row, column),
        var type when type == typeof(bool) => Boxed<bool>(row, column),
        var type when type == typeof(int) => Boxed<int>(row, column),
        var type when type == typeof(long) => Boxed<long>(row, column),
        var type when type == typeof(uint) => Boxed<uint>(row, column),
        var type when type == typeof(ulong) => Boxed<ulong>(row, column),
        var type when type == typeof(short) => Boxed<short>(row, column),
        var type when type == typeof(ushort) => Boxed<ushort>(row, column),
        var type when type == typeof(sbyte) => Boxed<sbyte>(row, column),
        var type when type == typeof(byte) => Boxed<byte>(row, column),
        _ => RowReaders.Text(row, column),
    };

    private static Func<object> Boxed<T>(DataViewRow row, DataViewSchema.Column column) where T : struct
    {
        Func<T> read = RowReaders.Scalar<T>(row, column);
        return () => read();
    }
}
