using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A column that a component adds, and how its value is cut out of a row's result.</summary>
internal abstract class OutputColumn<TResult>(string name, DataViewType type, DataViewSchema.Annotations? annotations = null)
{
    public DataViewSchema.DetachedColumn Column { get; } = new(name, type, annotations);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of the column's raw type.</summary>
    public abstract Delegate CreateGetter(Func<TResult> current);
}
