using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>Copies of one column's values in the rows that a cursor has looked ahead.</summary>
internal abstract class ColumnBuffer
{
    /// <summary>Copies the value of the row on which the input stands to <paramref name="place"/>.</summary>
    public abstract void Take(int place);

    /// <summary>Gives back what the value kept at <paramref name="place"/> holds, where it holds anything.</summary>
    public virtual void Release(int place)
    {
    }

    public static ColumnBuffer Create(DataViewRow input, DataViewSchema.Column column)
    {
        Type kind = column.Type is VectorDataViewType vector
            ? typeof(VectorColumnBuffer<>).MakeGenericType(vector.ItemType.RawType)
            : typeof(ISharedValue).IsAssignableFrom(column.Type.RawType)
                ? typeof(SharedColumnBuffer<>).MakeGenericType(column.Type.RawType)
                : typeof(ScalarColumnBuffer<>).MakeGenericType(column.Type.RawType);
        return (ColumnBuffer)Activator.CreateInstance(kind, input, column)!;
    }
}
