namespace Microsoft.ML.Reasoning;

/// <summary>States that were kept of the responses: each response gets its own. They stay the input cursor's.</summary>
internal sealed class UnrolledKeptStates(DataViewRow input, DataViewSchema.Column column) : UnrolledColumn
{
    private readonly Func<KeptStates> _read = RowReaders.Scalar<KeptStates>(input, column);

    public override int Count() => _read().Responses.Count;

    public override Delegate CreateGetter(Func<int> place, Func<int> count) =>
        (ValueGetter<KeptStates>)((ref KeptStates value) =>
        {
            KeptStates all = _read();
            if (all.Responses.Count != count())
                throw new InvalidOperationException($"Row {input.Position}: column '{column.Name}' has the states of " +
                    $"{all.Responses.Count} responses, but the row has {count()} responses.");
            value = all.At(place());
        });
}
