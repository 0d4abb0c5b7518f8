namespace Microsoft.ML.Data;

// How columns are made from the columns of one row; outputs are numbered.
internal interface IRowMapping
{
    IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    // The input columns that the wanted outputs are made from.
    Func<int, bool> Dependencies(Func<int, bool> wanted);

    // One getter an output, null where it is not wanted.
    Delegate[] Getters(DataViewRow input, Func<int, bool> wanted);
}
