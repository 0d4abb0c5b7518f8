using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class ScalarOutput<TResult, TValue>(string name, DataViewType type, Func<TResult, TValue> value)
    : OutputColumn<TResult>(name, type)
{
    public override Delegate CreateGetter(Func<TResult> current) =>
        (ValueGetter<TValue>)((ref TValue destination) => destination = value(current()));
}
