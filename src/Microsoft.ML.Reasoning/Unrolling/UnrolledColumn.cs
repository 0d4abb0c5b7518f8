using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A vector column, fetched once for each row of the input.</summary>
internal abstract class UnrolledColumn
{
    /// <summary>The length of the current row's vector.</summary>
    public abstract int Count();

    /// <summary>A getter of the item at <paramref name="place"/>; a vector of another length than <paramref name="count"/> is an error.</summary>
    public abstract Delegate CreateGetter(Func<int> place, Func<int> count);

    public static UnrolledColumn Create(DataViewRow input, DataViewSchema.Column column)
    {
        if (column.Type is KeptStatesDataViewType)
            return new UnrolledKeptStates(input, column);
        Type item = ((VectorDataViewType)column.Type).ItemType.RawType;
        return (UnrolledColumn)Activator.CreateInstance(typeof(UnrolledColumn<>).MakeGenericType(item), input, column)!;
    }
}
